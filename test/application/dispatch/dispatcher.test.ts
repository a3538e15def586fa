import { strict as assert } from 'node:assert';
import { test } from 'tap';
import { requestStopTask } from '../../../domain/task/request-stop.ts';
import { reportCompleted } from '../../../domain/task/report-exit.ts';
import { reportStarted } from '../../../domain/task/report-started.ts';
import { DispatchBench } from '../../support/dispatch-bench.ts';
import { eventually, settled } from '../../support/eventually.ts';
import { agent, agentId, otherAgentId } from '../../support/tasks.ts';

/** A farm with an agent of two cores and a dispatcher that has nothing to do. */
async function idle(t: Parameters<DispatchBench['runs']>[0]) {
  const bench = new DispatchBench();
  await bench.registers();
  await bench.runs(t, bench.live);
  const dispatcher = bench.dispatcher();
  await bench.runs(t, dispatcher);
  await rests(bench);
  const isClaimed = (id: string) => eventually('it is claimed', async () => (await bench.types(id)).includes('TaskClaimed'));
  return { bench, dispatcher, isClaimed };
}

/** Until the dispatcher sleeps for want of work. */
async function rests({ clock }: DispatchBench): Promise<void> {
  for (await settled(); clock.waits.includes(50); await settled()) clock.advance(50);
}

test('when idle, a task is given to an agent at once', async (t) => {
  const { bench, isClaimed } = await idle(t);
  const id = await bench.waits('t');
  await isClaimed(id);
  assert.deepEqual((await bench.last(id)).data, {
    attempt: 1,
    term: 1,
    agentId,
    runnerId: null,
    gpuId: null,
    needs: bench.live.board.task(id)?.needs,
  });
  const [, queued, claimed] = await bench.store.readStream(`task-${id}`);
  assert.equal(queued?.type, 'TaskQueued');
  assert.equal(claimed?.metadata.causationId, queued?.id, 'a trace leads from what queued it to its claim');
  assert.equal(claimed?.metadata.correlationId, queued?.metadata.correlationId);
});

test('given a task that waited already when the board began, its claim follows from what queued it all the same', async (t) => {
  const bench = new DispatchBench();
  await bench.registers();
  const id = await bench.waits('t');
  await bench.runs(t, bench.live);
  await bench.runs(t, bench.dispatcher());
  await eventually('it is claimed', async () => (await bench.types(id)).includes('TaskClaimed'));
  const [, queued, claimed] = await bench.store.readStream(`task-${id}`);
  assert.equal(claimed?.metadata.causationId, queued?.id);
});

test('what is claimed is not free: the third task waits until one of two has ended', async (t) => {
  const { bench, isClaimed } = await idle(t);
  const ids = await Promise.all(['a', 'b', 'c'].map((name) => bench.waits(name)));
  await rests(bench);
  const waiting = ids.filter((id) => bench.live.board.task(id)?.claim === null);
  assert.equal(waiting.length, 1);
  const [first] = ids.filter((id) => !waiting.includes(id)) as [string];
  await bench.send(reportStarted, first, { term: 1 }, agent);
  await bench.send(reportCompleted, first, { term: 1, exitCode: 0 }, agent);
  await rests(bench);
  await isClaimed(waiting[0] ?? '');
});

test('what comes during a round leads to another one', async (t) => {
  const { bench, isClaimed } = await idle(t);
  const gate = Promise.withResolvers<void>();
  const { presence } = bench;
  const all = presence.all.bind(presence);
  let rounds = 0;
  presence.all = async () => {
    rounds += 1;
    const said = await all();
    if (rounds === 1) await gate.promise;
    return said;
  };
  const first = await bench.waits('first');
  await eventually('a round is under way', () => rounds === 1);
  await bench.registers(otherAgentId);
  const second = await bench.waits('second', { needs: { cpu: 2, ramBytes: 1, gpuRamBytes: 0, capabilities: [] } });
  await settled();
  gate.resolve();
  await isClaimed(first);
  await bench.clock.asleep(50);
  bench.clock.advance(50);
  await isClaimed(second);
  assert.equal(rounds, 2);
});

test('under load rounds are 50 ms apart', async (t) => {
  const { bench, isClaimed } = await idle(t);
  await isClaimed(await bench.waits('a'));
  const second = await bench.waits('b');
  await settled();
  assert.equal(bench.live.board.task(second)?.claim, null);
  bench.clock.advance(50);
  await isClaimed(second);
});

test('an agent that polls after a silence gets what waits', async (t) => {
  const { bench, isClaimed } = await idle(t);
  bench.clock.advance(61_000);
  const id = await bench.waits('t');
  await rests(bench);
  assert.equal(bench.live.board.task(id)?.claim, null);
  await bench.hearsOf(agentId);
  bench.polls.next(agentId);
  await isClaimed(id);
});

test('a round that fails is told, and tried again a second later', async (t) => {
  const { bench, isClaimed } = await idle(t);
  const { presence } = bench;
  const all = presence.all.bind(presence);
  presence.all = () => Promise.reject(new Error('away'));
  const id = await bench.waits('t');
  await eventually('it has failed', () => bench.failures.length > 0);
  presence.all = all;
  await rests(bench);
  bench.clock.advance(1000);
  await isClaimed(id);
  assert.deepEqual(new Set(bench.failures), new Set(['away']));
});

test('two dispatchers give a task once', async (t) => {
  const { bench } = await idle(t);
  await bench.runs(t, bench.dispatcher());
  const ids = await Promise.all(['a', 'b'].map((name) => bench.waits(name)));
  await rests(bench);
  for (const id of ids) assert.deepEqual(await bench.types(id), ['TaskCreated', 'TaskQueued', 'TaskClaimed']);
});

test('a task that was stopped while it was placed stays stopped', async (t) => {
  const bench = new DispatchBench();
  await bench.registers();
  await bench.runs(t, bench.live);
  const slow = {
    execute: async (...args: Parameters<typeof bench.bus.execute>) => {
      await bench.send(requestStopTask, args[0].id, { cause: 'user' });
      return bench.bus.execute(...args);
    },
  };
  await bench.runs(t, bench.dispatcher(slow));
  const id = await bench.waits('t');
  await rests(bench);
  assert.deepEqual((await bench.types(id)).slice(-1), ['TaskStopped']);
});

test('a stopped dispatcher has ended its round, and begins none', async (t) => {
  const { bench, dispatcher } = await idle(t);
  await dispatcher.stop();
  const id = await bench.waits('t');
  bench.clock.advance(2000);
  await settled();
  assert.deepEqual(await bench.types(id), ['TaskCreated', 'TaskQueued']);
  assert.deepEqual(
    bench.clock.waits.filter((ms) => ms === 50),
    [],
  );
});
