import { test } from 'tap';
import type { TaskEvent } from '../../../domain/task/events.ts';
import { agents } from '../../../projections/agents/fold.ts';
import { agentsLook } from '../../../projections/agents/look.ts';
import { agentsOf, claimsOfAgents, oneAgent } from '../../../projections/agents/queries.ts';
import { tasks } from '../../../projections/tasks/fold.ts';
import { holders } from '../../../projections/tasks/holders.ts';
import { hardware, registered, removed } from '../../support/agents.ts';
import { inStream } from '../../support/folding.ts';
import { tablesAfter } from '../../support/read-models.ts';
import * as a from '../../support/tasks.ts';

const attic = 'fa000000-0000-4000-8000-0000000000aa';
const gone = 'a9e10000-0000-4000-8000-0000000000ff';
const taskId = (n: number): string => `7a5c0000-0000-4000-8000-00000000000${n}`;
const task = (n: number, ...events: readonly TaskEvent[]) =>
  inStream(`task-${taskId(n)}`)(a.created({ taskId: taskId(n) }), a.queued(), ...events);

test('agents on real tables', async (t) => {
  const db = await tablesAfter(
    t,
    [agents, tasks],
    ...inStream(`agent-${a.agentId}`)(registered()),
    ...inStream(`agent-${a.otherAgentId}`)(registered({ agentId: a.otherAgentId, farmId: attic, gpus: [] })),
    ...inStream(`agent-${gone}`)(registered({ agentId: gone }), removed),
    ...task(2, a.claimed(), a.started()),
    ...task(1, a.claimed()),
    ...task(3, a.claimed(), a.released()),
    ...task(4, a.claimed(), a.started(), a.completed()),
  );
  const ids = (rows: readonly { readonly id: string }[]): readonly string[] => rows.map(({ id }) => id).sort();

  await t.test('come back as they were folded', async (t) => {
    const { agentId: id, ...rest } = hardware;
    t.match(await oneAgent(db, a.agentId), { id, ...rest, state: 'active', draining: false, created: Date });
    t.equal(await oneAgent(db, gone), undefined);
  });
  await t.test('are found by farm', async (t) => {
    t.strictSame(ids(await agentsOf(db, null)), [a.agentId, a.otherAgentId]);
    t.strictSame(ids(await agentsOf(db, attic)), [a.otherAgentId]);
  });
  await t.test('hold the tasks whose claims are live, the oldest first', async (t) => {
    t.strictSame(
      (await claimsOfAgents(db, [a.agentId, a.otherAgentId])).map(({ id }) => id),
      [taskId(2), taskId(1)],
    );
    t.strictSame(await claimsOfAgents(db, []), []);
    const look = agentsLook(db);
    t.strictSame([await look.liveClaims(a.agentId), await look.liveClaims(a.otherAgentId)], [2, 0]);
  });
  await t.test('are named to those who show their tasks', async (t) => {
    t.strictSame([...(await holders(db, [a.agentId, gone])).values()], [{ id: a.agentId, hostname: 'press-1', gpus: hardware.gpus }]);
    t.equal((await holders(db, [])).size, 0);
  });
});
