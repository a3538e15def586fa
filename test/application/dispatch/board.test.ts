import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { test } from 'tap';
import type { DispatchBoard } from '../../../application/dispatch/board.ts';
import { LiveBoard } from '../../../application/dispatch/live-board.ts';
import { openTaskOf } from '../../../application/dispatch/open-task.ts';
import type { OpenTask } from '../../../application/ports/look/dispatch.ts';
import type { AgentEvent } from '../../../domain/agent/events.ts';
import { agent } from '../../../domain/agent/state.ts';
import type { Recorded } from '../../../domain/kernel/event.ts';
import type { TaskEvent } from '../../../domain/task/events.ts';
import { isFinal } from '../../../domain/task/states.ts';
import { MemoryEventStore } from '../../../infrastructure/event-store/memory/memory-event-store.ts';
import { MemoryLog } from '../../../infrastructure/event-store/memory/memory-log.ts';
import { limits, noon } from '../../support/dispatch.ts';
import { settled } from '../../support/eventually.ts';
import { recordedFrom, type Happened } from '../../support/folding.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { MemoryTables, memoryDispatchLook } from '../../support/memory-tables.ts';
import { taskHistories } from '../../support/task-lives.ts';
import { agentId } from '../../support/tasks.ts';

const hardware = {
  farmId: agentId,
  hostname: 'h',
  cpuCores: 4,
  cpuFrequency: 0,
  ramTotal: 1,
  gpus: [],
  capabilities: [],
  publicKey: 'k',
  version: '1',
};
const agentLife: readonly AgentEvent[] = [
  { type: 'AgentRegistered', data: { agentId, ...hardware } },
  { type: 'AgentLost', data: { lastPing: null, liveClaims: [] } },
  { type: 'AgentReturned', data: { silentMs: 1 } },
  { type: 'AgentDraining', data: {} },
  { type: 'AgentRegistered', data: { agentId, ...hardware, cpuCores: 8 } },
  { type: 'AgentRemoved', data: {} },
  { type: 'AgentRegistered', data: { agentId, ...hardware, cpuCores: 2 } },
];

/** What happened to tasks and an agent, in one order. */
const histories = fc
  .tuple(taskHistories, fc.array(fc.nat(20), { minLength: 7, maxLength: 7 }), fc.nat(7))
  .map(([{ tasks, history }, places, length]) => {
    const mixed: Happened[] = [...history];
    const sorted = [...places].sort((a, b) => a - b);
    agentLife.slice(0, length).forEach((event, n) => mixed.splice((sorted[n] ?? 0) + n, 0, { stream: `agent-${agentId}`, event }));
    return { tasks, log: recordedFrom(mixed) };
  });

/** A store that holds the history. */
async function storeOf(history: readonly Recorded[]): Promise<{ readonly log: MemoryLog; readonly store: MemoryEventStore }> {
  const log = new MemoryLog();
  const store = new MemoryEventStore(log);
  for (const { stream, revision, ...event } of history) await store.append(stream, revision === 0 ? 'no_stream' : revision - 1, [event]);
  return { log, store };
}

/** A board begun from rows as of one position, of which the read side only promises an earlier one; it has read to the head. */
async function boardFrom(history: readonly Recorded[], rows: number, promised: number): Promise<DispatchBoard> {
  const { log, store } = await storeOf(history);
  const tables = new MemoryTables(log).catchUp(BigInt(Math.min(rows, history.length)));
  const applied = BigInt(Math.min(rows, promised, history.length));
  const readSide = { applied: () => applied, waitFor: async () => true, caughtUp: async () => undefined };
  const onFailure = (error: unknown): void => assert.fail(error as Error);
  const live = new LiveBoard({ store, look: memoryDispatchLook(tables), readSide, clock: new ManualClock(), onFailure });
  await live.start();
  await settled();
  await live.stop();
  return live.board;
}

/** Rows do not tell by which event a task waits. */
const withoutCause = (task: OpenTask | undefined) => task && { ...task, queuedBy: undefined };

test('begun at any point, from rows ahead of what is promised, the board is what the streams say', async () => {
  await fc.assert(
    fc.asyncProperty(histories, fc.nat(60), fc.nat(60), async ({ tasks, log }, rows, promised) => {
      const board = await boardFrom(log, rows, promised);
      const open = tasks.flatMap(({ id }) => {
        const task = openTaskOf(log.filter(({ stream }) => stream === `task-${id}`) as readonly Recorded<TaskEvent>[]);
        return task && !isFinal(task.state) ? [task] : [];
      });
      for (const { id } of tasks) {
        const [shown, told] = [board.task(id), open.find((task) => task.id === id)];
        assert.deepEqual(withoutCause(shown), withoutCause(told));
        if (shown?.state === 'pending' && shown.queuedBy) assert.deepEqual(shown.queuedBy, told?.queuedBy);
      }
      const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1);
      assert.deepEqual(
        [...board.claimed()].sort(byId).map(withoutCause),
        open
          .filter(({ claim }) => claim !== null)
          .sort(byId)
          .map(withoutCause),
      );
      const waiting = open.filter(({ state, claim }) => state === 'pending' && claim === null);
      const workers = waiting.filter(({ kind }) => kind === 'worker').map(({ id }) => id);
      const steps = waiting.filter(({ kind }) => kind === 'step').map(({ id }) => id);
      const snapshot = board.snapshot([], limits, noon);
      assert.equal(board.hasWaiting, workers.length > 0);
      assert.deepEqual(snapshot.tasks.map(({ id }) => id).sort(), workers.sort());
      assert.deepEqual(
        board
          .waitingSteps()
          .map(({ id }) => id)
          .sort(),
        steps.sort(),
      );
      assert.deepEqual(snapshot.claims.map(({ taskId }) => taskId).sort(), open.flatMap(({ id, claim }) => (claim ? [id] : [])).sort());

      const life = (log.filter(({ stream }) => stream.startsWith('agent-')) as readonly Recorded<AgentEvent>[]).reduce(
        (now, event) => agent.evolve(now, event, event.time),
        agent.initial,
      );
      assert.deepEqual(
        snapshot.agents.map(({ id, state, cpuCores }) => ({ id, state, cpuCores })),
        life.state === 'unknown' || life.state === 'removed'
          ? []
          : [{ id: agentId, state: life.state, cpuCores: life.registered?.cpuCores }],
      );
    }),
    { numRuns: 100 },
  );
});

test('folding the same events again changes nothing, and says so', async () => {
  await fc.assert(
    fc.asyncProperty(histories, async ({ tasks, log }) => {
      const board = await boardFrom(log, log.length, log.length);
      const before = tasks.map(({ id }) => board.task(id));
      const known = log.filter(({ stream }) => board.task(stream.slice('task-'.length)));
      assert.deepEqual(
        known.map((event) => board.apply(event)),
        known.map(() => false),
      );
      assert.deepEqual(
        tasks.map(({ id }) => board.task(id)),
        before,
      );
    }),
    { numRuns: 50 },
  );
});
