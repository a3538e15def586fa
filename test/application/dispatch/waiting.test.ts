import { test } from 'tap';
import { Waiting, type TaskOfRun } from '../../../application/dispatch/waiting.ts';
import type { TaskCreated } from '../../../domain/task/events.ts';
import { claimTask } from '../../../domain/task/claim.ts';
import { reportCompleted } from '../../../domain/task/report-exit.ts';
import { requestStopTask } from '../../../domain/task/request-stop.ts';
import type { TaskState } from '../../../domain/task/states.ts';
import { DispatchBench } from '../../support/dispatch-bench.ts';
import { settled } from '../../support/eventually.ts';
import { farmId } from '../../support/processes.ts';
import { agent, agentId, created, taskId } from '../../support/tasks.ts';

const row = (id: string, state: TaskState = 'unscheduled', parents: readonly string[] = []): TaskOfRun => ({
  id,
  slug: `slug of ${id}`,
  state,
  parents,
});
const step: Partial<TaskCreated> = { kind: 'step', step: 'initialisation', image: null, workerRunId: null };

/** A farm, and why its tasks wait; the server takes one step at a time. */
async function waitingBench(t: Parameters<DispatchBench['runs']>[0], over: { readonly maxPerProcess?: number } = {}) {
  const bench = new DispatchBench();
  await bench.runs(t, bench.live);
  const { live, presence, clock } = bench;
  const waiting = new Waiting({ live, presence, clock, limits: { ...bench.limits, ...over }, steps: 1 });
  const why = async (id: string, run: readonly TaskOfRun[] = []) => {
    await settled();
    return waiting.of(run.find((task) => task.id === id) ?? row(id), run);
  };
  return { bench, clock, why, waiting };
}

test('an unscheduled task waits for parents that can still complete', async (t) => {
  const { bench, why } = await waitingBench(t);
  await bench.happens(`task-${taskId}`, created());
  const run = [row('A', 'running'), row('B', 'completed'), row(taskId, 'unscheduled', ['A', 'B'])];
  t.strictSame(await why(taskId, run), {
    taskId,
    state: 'unscheduled',
    since: null,
    reasons: [{ code: 'parents_running', message: 'Waits for slug of A.', parents: [{ id: 'A', slug: 'slug of A', state: 'running' }] }],
  });
});

test('it waits for ever for a parent that ended otherwise, or that waits for such a one itself', async (t) => {
  const { bench, why } = await waitingBench(t);
  await bench.happens(`task-${taskId}`, created());
  for (const state of ['failed', 'error', 'stopped'] as const) {
    const run = [row('A', state), row('B', 'unscheduled', ['A']), row('C', 'pending'), row(taskId, 'unscheduled', ['B', 'C'])];
    t.match((await why(taskId, run)).reasons, [
      { code: 'blocked_by_parent', parents: [{ id: 'B', state: 'unscheduled' }] },
      { code: 'parents_running', parents: [{ id: 'C', state: 'pending' }] },
    ]);
  }
});

test('a pending task tells since when it waits, and which agents there are', async (t) => {
  const { bench, clock, why } = await waitingBench(t);
  const since = clock.now();
  const id = await bench.waits('a', { farmId });
  const reason = async () => (await why(id)).reasons;
  t.match(await why(id), { taskId: id, state: 'pending', since, reasons: [{ code: 'farm_without_agent', farm: farmId }] });
  await bench.registers();
  t.match(await reason(), [{ code: 'behind_others', ahead: 0 }], 'its turn is now');
  clock.advance(61_000);
  t.match(await reason(), [{ code: 'no_active_agent', agents: 1, last_ping: since }]);
  await bench.hearsOf(agentId);
  await bench.running('b');
  await bench.running('c');
  t.match(await reason(), [{ code: 'not_enough_cpu', needed: 1, best_free: 0, best_agent: agentId, best_total: 2 }]);
});

test('limits and the tasks before it are told with their holders', async (t) => {
  const { bench, why } = await waitingBench(t, { maxPerProcess: 1 });
  await bench.registers();
  const other = { processId: '9c0c0000-0000-4000-8000-0000000000bb' };
  const [held, limited] = [await bench.running('held'), await bench.waits('limited')];
  const [first, second] = [await bench.waits('first', { ...other, priority: 20 }), await bench.waits('second', other)];
  t.match((await why(limited)).reasons, [{ code: 'limit_reached', limit: 'process', max: 1, holders: [held] }]);
  t.match((await why(first)).reasons, [{ code: 'behind_others', ahead: 0 }]);
  t.match((await why(second)).reasons, [{ code: 'limit_reached', limit: 'process' }], 'the first will have the place of its process');
});

test('a claimed task waits for its agent, until that reports it', async (t) => {
  const { bench, clock, why } = await waitingBench(t);
  await bench.registers();
  const queuedAt = clock.now();
  const id = await bench.waits('a');
  clock.advance(1000);
  await bench.send(claimTask, id, { agentId, runnerId: null, gpuId: null });
  const reasons = [{ code: 'claimed_not_started', agent: agentId, term: 1, since: clock.now() }];
  t.match(await why(id), { state: 'pending', since: queuedAt, reasons });
  const running = await bench.running('b');
  t.strictSame(await why(running), { taskId: running, state: 'running', since: null, reasons: [] });
});

test('a step waits while the server has as many at work as it takes', async (t) => {
  const { bench, why } = await waitingBench(t);
  const [mine, next] = [await bench.waits('mine', step), await bench.waits('next', step)];
  t.strictSame((await why(mine)).reasons, [], 'its turn is now');
  await bench.send(claimTask, mine, { agentId: null, runnerId: 'runner-1', gpuId: null });
  t.strictSame(await why(mine), { taskId: mine, state: 'pending', since: null, reasons: [] }, 'the server begins it');
  t.match((await why(next)).reasons, [{ code: 'steps_busy', running: 1, max: 1 }]);
});

test('a stopping task waits until who runs it confirms that; one that has ended does not wait', async (t) => {
  const { bench, clock, why } = await waitingBench(t);
  await bench.registers();
  const id = await bench.running('a');
  clock.advance(5000);
  await bench.send(requestStopTask, id, { cause: 'user' });
  const since = clock.now();
  t.match(await why(id), { state: 'stopping', since, reasons: [{ code: 'stop_requested', since }] });
  await bench.send(reportCompleted, id, { term: 1, exitCode: 0 }, agent);
  t.strictSame(await why(id, [row(id, 'completed')]), { taskId: id, state: 'completed', since: null, reasons: [] });
});

test('given a run, those that wait tell what each would by itself, and what they have in common is looked up once', async (t) => {
  const { bench, why, waiting } = await waitingBench(t);
  await bench.registers();
  await bench.running('b');
  await bench.running('c');
  const ids = [await bench.waits('a'), await bench.waits('d'), await bench.waits('e', step)];
  await bench.happens(`task-${taskId}`, created());
  const run = [...ids.map((id) => row(id)), row('A', 'running'), row(taskId, 'unscheduled', ['A'])];
  const alone = [await why(ids[0]!, run), await why(ids[1]!, run), await why(taskId, run)];
  let asked = 0;
  const all = bench.presence.all.bind(bench.presence);
  bench.presence.all = () => (asked++, all());
  t.strictSame(await waiting.all(run), alone);
  t.equal(asked, 1);
});
