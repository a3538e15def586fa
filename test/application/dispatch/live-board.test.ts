import { strict as assert } from 'node:assert';
import { test } from 'tap';
import { restartTask } from '../../../domain/task/restart.ts';
import { claimTask } from '../../../domain/task/claim.ts';
import { facts } from '../../../application/facts/facts.ts';
import { Pipeline } from '../../../application/pipeline/pipeline.ts';
import { command } from '../../../application/pipeline/command.ts';
import { requestStopTask } from '../../../domain/task/request-stop.ts';
import { DispatchBench } from '../../support/dispatch-bench.ts';
import { eventually, settled } from '../../support/eventually.ts';
import { agentId } from '../../support/tasks.ts';

test('what happens is on the board of every program, and told', async (t) => {
  const bench = new DispatchBench();
  const other = bench.liveBoard();
  await bench.runs(t, bench.live);
  await bench.runs(t, other);
  let told = 0;
  other.changes.subscribe(() => (told += 1));
  const id = await bench.waits('t');
  await eventually('both know it', () => [bench.live, other].every((live) => live.board.task(id)?.state === 'pending'));
  assert.ok(told > 0);
});

test('what this program has appended itself is told at once, and its page is no news', async (t) => {
  const bench = new DispatchBench();
  await bench.runs(t, bench.live);
  const id = await bench.waits('t');
  await eventually('it is known', () => bench.live.board.task(id)?.state === 'pending');
  await settled();
  let told = 0;
  bench.live.changes.subscribe(() => (told += 1));
  const { events } = await bench.send(claimTask, id, { agentId, runnerId: null, gpuId: null });
  bench.live.ahead(events);
  assert.equal(bench.live.board.task(id)?.claim?.term, 1);
  await settled();
  assert.equal(told, 1);
});

test('what is not the very next of its task waits for the log', async (t) => {
  const bench = new DispatchBench();
  const id = await bench.waits('t');
  const { events } = await bench.send(claimTask, id, { agentId, runnerId: null, gpuId: null });
  bench.live.ahead(events);
  assert.equal(bench.live.board.task(id), undefined);
  await bench.runs(t, bench.live);
  await eventually('the log brings it', () => bench.live.board.task(id)?.claim?.term === 1);
});

test('an ended task leaves the board, and is back when it is restarted; a store that is away meanwhile is asked again', async (t) => {
  const bench = new DispatchBench();
  await bench.runs(t, bench.live);
  const id = await bench.waits('t');
  await bench.send(requestStopTask, id, { cause: 'user' });
  await eventually('it is gone', () => bench.live.board.task(id) === undefined);
  const { readStream, append } = bench.store;
  const restartFacts = facts(restartTask, async () => ({ lastRun: true, parentsCompleted: true }));
  const pipeline = new Pipeline({
    store: bench.store,
    clock: bench.clock,
    look: {} as never,
    facts: [restartFacts],
    refusals: { keep: () => undefined },
  });
  const commandId = bench.ids.next();
  let away = false;
  bench.store.readStream = async (...args) => {
    if (away) throw new Error('away');
    return readStream.apply(bench.store, args);
  };
  bench.store.append = (...args) => {
    away = true;
    return append.apply(bench.store, args);
  };
  await pipeline.execute(command(restartTask, id, {}), {
    actor: { kind: 'user', id: '1' },
    commandId,
    correlationId: commandId,
    causationId: null,
  });
  await bench.clock.asleep(100);
  away = false;
  bench.clock.advance(100);
  await eventually('it is back', () => bench.live.board.task(id)?.state === 'pending');
  assert.deepEqual(bench.failures, ['away']);
});
