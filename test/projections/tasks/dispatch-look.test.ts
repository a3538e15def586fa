import { test } from 'tap';
import { openTaskOf } from '../../../application/dispatch/open-task.ts';
import { agents } from '../../../projections/agents/fold.ts';
import { dispatchLook } from '../../../projections/tasks/dispatch-look.ts';
import { tasks } from '../../../projections/tasks/fold.ts';
import type { Recorded } from '../../../domain/kernel/event.ts';
import type { TaskEvent } from '../../../domain/task/events.ts';
import { draining, hardware, lost, registered, removed } from '../../support/agents.ts';
import { inStream, recordedFrom, second, type Happened } from '../../support/folding.ts';
import { farmId } from '../../support/processes.ts';
import { tablesAfter } from '../../support/read-models.ts';
import * as a from '../../support/tasks.ts';

const id = (n: number): string => `7a5c0000-0000-4000-8000-0000000000${String(n).padStart(2, '0')}`;
const task = (n: number, ...events: readonly TaskEvent[]) =>
  inStream(`task-${id(n)}`)(a.created({ taskId: id(n), farmId, ttlSeconds: 60, priority: 20 }), ...events);
const removedAgent = 'a9e10000-0000-4000-8000-0000000000ff';

const history: readonly Happened[] = [
  ...inStream(`agent-${a.agentId}`)(registered(), lost),
  ...inStream(`agent-${a.otherAgentId}`)(registered({ agentId: a.otherAgentId }), draining),
  ...inStream(`agent-${removedAgent}`)(registered({ agentId: removedAgent }), removed),
  ...task(1),
  ...task(2, a.queued()),
  ...task(3, a.queued(), a.claimed()),
  ...task(4, a.queued(), a.claimed(), a.started()),
  ...task(5, a.queued(), a.claimed(), a.started(), a.stopRequested('ttl')),
  ...task(6, a.queued(), a.claimed(), a.released()),
  ...task(7, a.queued(), a.claimed(), a.started(), a.failed(), a.restarted()),
  ...task(8, a.queued(), a.claimedByRunner()),
  ...task(10, a.queued(), a.claimed(), a.started(), a.completed()),
  ...task(11, a.queued(), a.claimed(), a.started(), a.failed()),
  ...task(12, a.queued(), a.claimed(), a.errored()),
  ...task(13, a.stopped(null)),
];

test('what the dispatch board begins with', async (t) => {
  const look = dispatchLook(await tablesAfter(t, [agents, tasks], ...history));
  const byId = (rows: readonly { readonly id: string }[]) => [...rows].sort((x, y) => (x.id < y.id ? -1 : 1));

  await t.test('every task that has not ended, as its stream makes it', async (t) => {
    const log = recordedFrom(history) as readonly Recorded<TaskEvent>[];
    const open = byId(await look.openTasks());
    t.strictSame(
      open.map((found) => found.id),
      [1, 2, 3, 4, 5, 6, 7, 8].map(id),
    );
    /** But for what queued it, which the read model does not keep. */
    const ofStream = (found: string) => {
      const { queuedBy: _, ...kept } = openTaskOf(log.filter(({ stream }) => stream === `task-${found}`))!;
      return kept;
    };
    for (const found of open) t.strictSame(found, ofStream(found.id), found.id);
  });
  await t.test('a claim with its holder and its times', async (t) => {
    const [running] = (await look.openTasks()).filter((found) => found.id === id(4));
    const at = history.findIndex(({ stream }) => stream === `task-${id(4)}`);
    t.match(running, { ttlSeconds: 60, priority: 20, farmId, needs: a.needs, queuedAt: second(at + 1) });
    const holder = { term: 1, agentId: a.agentId, runnerId: null, gpuId: null };
    t.strictSame(running?.claim, { ...holder, claimedAt: second(at + 2), startedAt: second(at + 3) });
  });
  await t.test('every agent that was not removed', async (t) => {
    const known = [...(await look.agents())].sort((x, y) => (x.registered.agentId < y.registered.agentId ? -1 : 1));
    t.strictSame(known, [
      { revision: 1, state: 'lost', draining: false, registered: hardware },
      { revision: 1, state: 'draining', draining: true, registered: { ...hardware, agentId: a.otherAgentId } },
    ]);
  });
});
