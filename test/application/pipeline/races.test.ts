import { test } from 'tap';
import { command, CommandConflict } from '../../../application/pipeline/command.ts';
import { maximalAttempts } from '../../../application/pipeline/pipeline.ts';
import { StoreUnavailable } from '../../../application/ports/event-store-errors.ts';
import { id, origin, pipelineBench } from './bench.ts';
import { count } from './counter.ts';

/** Lets another writer append before each of our appends, `times` times. */
function withRival(bench: ReturnType<typeof pipelineBench>, times: number) {
  let left = times;
  let inside = false;
  bench.log.beforeAppend = async () => {
    if (inside || left === 0) return;
    inside = true;
    left -= 1;
    await bench.pipeline.execute(command(count, id(1), { by: 1 }), origin(id(100 + left)));
    inside = false;
  };
}

test('a command that lost against another writer decides again on the new state', async (t) => {
  const bench = pipelineBench();
  withRival(bench, 3);
  const outcome = await bench.pipeline.execute(command(count, id(1), { by: 7 }), origin(id(7)));
  t.match(outcome.events, [{ revision: 3, data: { by: 7 } }]);
});

test('the new state may refuse what the old one would have allowed', async (t) => {
  const bench = pipelineBench();
  withRival(bench, 1);
  const outcome = await bench.pipeline.execute(command(count, id(1), { by: 10 }), origin(id(7)));
  t.match(outcome.refusals, [{ code: 'run_limit' }]);
  t.equal(bench.log.all.length, 1);
});

test('who loses every time is told so, after a bounded number of attempts', async (t) => {
  const bench = pipelineBench();
  bench.limit.value = 1000;
  withRival(bench, 50);
  await t.rejects(bench.pipeline.execute(command(count, id(1), { by: 1 }), origin(id(7))), CommandConflict);
  t.equal(bench.log.all.length, maximalAttempts);
});

test('while the store is away the same append is repeated', async (t) => {
  const { pipeline, log, clock } = pipelineBench();
  let away = 5;
  log.beforeAppend = () => {
    if (away-- > 0) throw new StoreUnavailable('gone');
  };
  const outcome = await pipeline.execute(command(count, id(1), { by: 1 }), origin(id(7)));
  t.equal(outcome.events.length, 1);
  t.same(clock.waits, [50, 100, 200, 400, 800]);
});

test('an append whose answer was lost takes effect once', async (t) => {
  const { pipeline, log } = pipelineBench();
  let lost = 1;
  log.afterAppend = () => {
    if (lost-- > 0) throw new StoreUnavailable('the answer never came');
  };
  const outcome = await pipeline.execute(command(count, id(1), { by: 1 }), origin(id(7)));
  t.same(outcome.events, log.all);
  t.equal(log.all.length, 1);
});

test('a store that stays away is given up after 25 seconds', async (t) => {
  const { pipeline, log, clock } = pipelineBench();
  const start = clock.now().getTime();
  log.beforeAppend = () => {
    throw new StoreUnavailable('gone');
  };
  await t.rejects(pipeline.execute(command(count, id(1), { by: 1 }), origin(id(7))), StoreUnavailable);
  const waited = clock.now().getTime() - start;
  t.ok(waited > 22_000 && waited <= 25_000, `waited ${waited} ms`);
});
