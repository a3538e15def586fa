import { test } from 'tap';
import { command } from '../../../application/pipeline/command.ts';
import { appendLimits } from '../../../application/log/limits.ts';
import { id, origin, pipelineBench } from './bench.ts';
import { fill } from './counter.ts';

const large = (parts: number, text = '') => command(fill, id(7), { parts, text });

test('a request too large for one append is written in several, in order', async (t) => {
  const { pipeline, log } = pipelineBench();
  const outcome = await pipeline.execute(large(appendLimits.events * 2 + 1), origin(id(7)));
  t.equal(outcome.events.length, 1001);
  t.same(
    log.all.map(({ data }) => (data as { part: number }).part),
    Array.from({ length: 1001 }, (_, n) => n),
  );
});

test('bytes count as well as events', async (t) => {
  const { pipeline, log } = pipelineBench();
  let appends = 0;
  log.beforeAppend = () => void appends++;
  await pipeline.execute(large(8, 'x'.repeat(200 * 1024)), origin(id(7)));
  t.equal(appends, 3);
});

test('a repetition completes what a break left as a prefix', async (t) => {
  const { pipeline, log } = pipelineBench();
  let appends = 0;
  log.beforeAppend = () => {
    if (++appends === 2) throw new Error('killed');
  };
  await t.rejects(pipeline.execute(large(1200), origin(id(7))), /killed/);
  t.equal(log.all.length, 500);
  const outcome = await pipeline.execute(large(1200), origin(id(7)));
  t.same(outcome.refusals, []);
  t.same(outcome.events, log.all);
  t.equal(log.all.length, 1200);
  t.equal(new Set(log.all.map((event) => event.id)).size, 1200);
});

test('a repetition of what is complete appends nothing', async (t) => {
  const { pipeline, log } = pipelineBench();
  const first = await pipeline.execute(large(700), origin(id(7)));
  t.same(await pipeline.execute(large(700), origin(id(7))), first);
  t.equal(log.all.length, 700);
});
