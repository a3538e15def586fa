import { strict as assert } from 'node:assert';
import { test } from 'tap';
import { Monitor } from '../../../application/dispatch/monitor.ts';
import { runnerLease } from '../../../application/dispatch/runner-lease.ts';
import type { CommandBus } from '../../../application/pipeline/command.ts';
import { drainAgent } from '../../../domain/agent/drain.ts';
import { claimTask } from '../../../domain/task/claim.ts';
import { createTask } from '../../../domain/task/create.ts';
import { expireClaim } from '../../../domain/task/expire-claim.ts';
import { queueTask } from '../../../domain/task/queue.ts';
import { reportStarted } from '../../../domain/task/report-started.ts';
import { requestStopTask } from '../../../domain/task/request-stop.ts';
import { system } from '../../../domain/kernel/event.ts';
import { DispatchBench } from '../../support/dispatch-bench.ts';
import { settled } from '../../support/eventually.ts';
import { agentId, taskId, taskOf } from '../../support/tasks.ts';

const seconds = (n: number): number => n * 1000;

/** A farm with one agent, and a monitor whose looks the test takes itself. */
async function watched(t: Parameters<DispatchBench['runs']>[0], bus?: CommandBus) {
  const bench = new DispatchBench();
  await bench.registers();
  await bench.runs(t, bench.live);
  const { live, presence, leases, clock, ids, onFailure } = bench;
  const times = { agentTimeoutMs: seconds(60), startTimeoutMs: seconds(300), stopTimeoutMs: seconds(600) };
  const monitor = new Monitor({ live, presence, leases, bus: bus ?? bench.bus, clock, ids, onFailure, ...times });
  const since = clock.now();
  const look = async (from = since): Promise<void> => {
    await settled();
    await monitor.watch(from);
    await settled();
  };
  /** Time passes in which the agent is heard of. */
  const pass = async (ms: number, tasks: Parameters<DispatchBench['hearsOf']>[1] = []): Promise<void> => {
    clock.advance(ms);
    await bench.hearsOf(agentId, tasks);
  };
  return { bench, monitor, look, pass, since };
}

test('an agent silent for longer than its time is lost, with what it ran; what it had not begun goes back', async (t) => {
  const { bench, look } = await watched(t);
  const running = await bench.running('running');
  const waiting = await bench.claimed('waiting');
  bench.clock.advance(seconds(60));
  await look();
  assert.deepEqual(await bench.types(agentId, 'agent'), ['AgentRegistered'], 'not to the second');
  bench.clock.advance(1);
  await look();
  const lost = (await bench.store.readStream(`agent-${agentId}`)).at(-1);
  assert.deepEqual([lost?.type, (lost?.data as { liveClaims: unknown[] }).liveClaims.length], ['AgentLost', 2]);
  assert.deepEqual(await bench.last(waiting), { type: 'TaskClaimReleased', data: { term: 1, cause: 'agent_lost' } });
  const { type, data } = await bench.last(running);
  assert.deepEqual([type, (data as { cause: string }).cause], ['TaskErrored', 'agent_lost']);
  await look();
  assert.equal((await bench.types(agentId, 'agent')).length, 2, 'lost once');
});

test('a draining agent is lost alike', async (t) => {
  const { bench, look } = await watched(t);
  await bench.send(drainAgent, agentId, { draining: true });
  bench.clock.advance(seconds(61));
  await look();
  assert.equal((await bench.types(agentId, 'agent')).at(-1), 'AgentLost');
});

test("silence counts from the monitor's own start: a server that was away loses nobody", async (t) => {
  const { bench, look } = await watched(t);
  bench.clock.advance(seconds(3600));
  const start = bench.clock.now();
  await look(start);
  bench.clock.advance(seconds(60));
  await look(start);
  assert.deepEqual(await bench.types(agentId, 'agent'), ['AgentRegistered']);
  bench.clock.advance(1);
  await look(start);
  assert.equal((await bench.types(agentId, 'agent')).at(-1), 'AgentLost');
});

test('what was given to an agent that was lost or removed meanwhile goes back', async (t) => {
  const { bench, look } = await watched(t);
  bench.clock.advance(seconds(61));
  await look();
  const id = await bench.claimed('late');
  await look();
  assert.equal((await bench.last(id)).type, 'TaskClaimReleased');
  await bench.happens(`agent-${agentId}`, { type: 'AgentRemoved', data: {} });
  await bench.send(claimTask, id, { agentId, runnerId: null, gpuId: null });
  await look();
  assert.equal((await bench.last(id)).type, 'TaskClaimReleased');
  assert.equal((await bench.types(agentId, 'agent')).length, 3, 'nobody is lost any more');
});

test('what its agent neither starts nor prepares within five minutes goes back', async (t) => {
  const { bench, look, pass } = await watched(t);
  const [dropped, prepared] = [await bench.claimed('dropped'), await bench.claimed('prepared')];
  const preparing = [{ taskId: prepared, term: 1, phase: 'preparing' as const }];
  await pass(seconds(300), preparing);
  await look();
  assert.equal((await bench.last(dropped)).type, 'TaskClaimed');
  await pass(1, preparing);
  await look();
  assert.deepEqual(await bench.last(dropped), { type: 'TaskClaimReleased', data: { term: 1, cause: 'not_started_in_time' } });
  assert.equal((await bench.last(prepared)).type, 'TaskClaimed');
  await pass(1, [{ taskId: prepared, term: 9, phase: 'preparing' }]);
  await look();
  assert.equal((await bench.last(prepared)).type, 'TaskClaimReleased', 'another claim than this one is prepared');
});

test("the time to start counts from the monitor's own start, too", async (t) => {
  const { bench, look, pass } = await watched(t);
  const id = await bench.claimed('t');
  await pass(seconds(3600));
  await look(bench.clock.now());
  assert.equal((await bench.last(id)).type, 'TaskClaimed');
});

test('a task that runs longer than it may is asked to stop, and ends in error when that is confirmed or forced', async (t) => {
  const { bench, look, pass } = await watched(t);
  const limited = await bench.running('limited', agentId, { ttlSeconds: 90 });
  const unlimited = await bench.running('unlimited');
  await pass(seconds(90));
  await look();
  assert.equal((await bench.last(limited)).type, 'TaskStarted');
  await pass(1);
  await look();
  assert.deepEqual(await bench.last(limited), { type: 'TaskStopRequested', data: { cause: 'ttl' } });
  await pass(seconds(601));
  await look();
  assert.deepEqual(((await bench.last(limited)).data as { cause: string }).cause, 'ttl_exceeded');
  assert.equal((await bench.last(unlimited)).type, 'TaskStarted');
});

test('a stop that nobody confirms for ten minutes is forced', async (t) => {
  const { bench, look, pass } = await watched(t);
  const id = await bench.running('t');
  await bench.send(requestStopTask, id, { cause: 'user' });
  await pass(seconds(600));
  await look();
  assert.equal((await bench.last(id)).type, 'TaskStopRequested');
  await pass(1);
  await look();
  assert.deepEqual(await bench.last(id), { type: 'TaskStopped', data: { term: 1, forced: true } });
});

test("a step goes back the moment that its runner's lease is over, and stays while it is held", async (t) => {
  const { bench, look } = await watched(t);
  await bench.leases.tryAcquire(runnerLease('runner'), () => undefined);
  const { taskId: _, ...step } = taskOf({ kind: 'step', step: 'initialisation', image: null, workerRunId: null });
  await bench.send(createTask, taskId, step);
  await bench.send(queueTask, taskId, {});
  await bench.send(claimTask, taskId, { agentId: null, runnerId: 'runner', gpuId: null });
  await bench.send(reportStarted, taskId, { term: 1 }, system('runner'));
  await look();
  assert.equal((await bench.last(taskId)).type, 'TaskStarted');
  bench.leases.lose(runnerLease('runner'));
  await look();
  assert.deepEqual(await bench.last(taskId), { type: 'TaskClaimReleased', data: { term: 1, cause: 'runner_restarted' } });
});

test('a command that fails keeps no other from being sent', async (t) => {
  let bench: DispatchBench | null = null;
  const bus: CommandBus = {
    execute: async (asked, origin) => {
      if (asked.decision === expireClaim) throw new Error('conflict');
      return bench!.bus.execute(asked, origin);
    },
  };
  const { look, pass, bench: own } = await watched(t, bus);
  bench = own;
  await own.claimed('stuck');
  const limited = await own.running('limited', agentId, { ttlSeconds: 1 });
  await pass(seconds(301));
  await look();
  assert.deepEqual(own.failures, ['conflict']);
  assert.equal((await own.last(limited)).type, 'TaskStopRequested');
});

test('it looks every second until it is stopped, also after a look that failed', async (t) => {
  const { bench, monitor } = await watched(t);
  const { presence, clock } = bench;
  let looks = 0;
  presence.all = async () => {
    looks += 1;
    if (looks === 2) throw new Error('away');
    return [];
  };
  await monitor.start();
  for (const expected of [1, 2, 3]) {
    await settled();
    assert.equal(looks, expected);
    clock.advance(1000);
  }
  await settled();
  await monitor.stop();
  clock.advance(1000);
  await settled();
  assert.deepEqual([looks, bench.failures], [4, ['away']]);
});
