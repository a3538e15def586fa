import { test } from 'tap';
import { command } from '../../../application/pipeline/command.ts';
import { id, origin, pipelineBench } from './bench.ts';
import { count, report } from './counter.ts';

test('an accepted command is appended under the name of who asked, at the time of the clock', async (t) => {
  const { pipeline, log, clock } = pipelineBench();
  const outcome = await pipeline.execute(command(count, id(1), { by: 3 }), origin(id(7)));
  t.match(log.all, [
    {
      type: 'Counted',
      data: { by: 3 },
      stream: `counter-${id(1)}`,
      revision: 0,
      time: clock.now(),
      metadata: { commandId: id(7), actor: { kind: 'user', id: '1' } },
    },
  ]);
  t.same(outcome, { refusals: [], events: log.all, position: 1n });
});

test('a decision hears the facts that were fetched for it', async (t) => {
  const { pipeline, limit } = pipelineBench();
  limit.value = 2;
  const outcome = await pipeline.execute(command(count, id(1), { by: 3 }), origin(id(7)));
  t.match(outcome.refusals, [{ code: 'run_limit', params: { limit: 2 } }]);
});

test('a refused command appends nothing, and is kept with who asked for what', async (t) => {
  const { pipeline, log, kept } = pipelineBench();
  const outcome = await pipeline.execute(command(count, id(1), { by: 99 }), origin(id(7)));
  t.same(log.all, []);
  t.equal(outcome.position, 0n);
  t.match(kept, [{ command: 'Count', target: `counter-${id(1)}`, commandId: id(7), refusals: [{ code: 'run_limit' }], input: { by: 99 } }]);
});

test('nothing new is a success, at the head of the stream as it was', async (t) => {
  const { pipeline, log } = pipelineBench();
  await pipeline.execute(command(count, id(1), { by: 3 }), origin(id(7)));
  const outcome = await pipeline.execute(command(count, id(1), { by: 0 }), origin(id(8)));
  t.equal(log.all.length, 1);
  t.same(outcome, { refusals: [], events: [], position: 1n });
});

test('a repeated command gets its first answer, not a refusal by the state that it made itself', async (t) => {
  const { pipeline, log } = pipelineBench();
  const first = await pipeline.execute(command(count, id(1), { by: 8 }), origin(id(7)));
  await pipeline.execute(command(count, id(1), { by: 1 }), origin(id(8)));
  const again = await pipeline.execute(command(count, id(1), { by: 8 }), origin(id(7)));
  t.same(again, first);
  t.equal(log.all.length, 2);
});

test('a recorded refusal is a fact of the stream and a refusal to the caller', async (t) => {
  const { pipeline, log, kept } = pipelineBench();
  const outcome = await pipeline.execute(command(report, id(1), {}), origin(id(7)));
  t.match(log.all, [{ type: 'LateNoted' }]);
  t.match(outcome, { refusals: [{ code: 'late_report' }], events: [{ type: 'LateNoted' }], position: 1n });
  t.equal(kept.length, 1);
});

test('a repeated command that left only the record of a refusal is decided again, behind it', async (t) => {
  const { pipeline, log } = pipelineBench();
  await pipeline.execute(command(report, id(1), {}), origin(id(7)));
  await pipeline.execute(command(count, id(1), { by: 1 }), origin(id(8)));
  const outcome = await pipeline.execute(command(report, id(1), {}), origin(id(7)));
  t.same(outcome.refusals, []);
  t.match(log.all, [{ type: 'LateNoted' }, { type: 'Counted' }, { type: 'Counted', data: { by: 100 } }]);
  t.equal(new Set(log.all.map((event) => event.id)).size, 3);
});
