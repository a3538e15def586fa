import { test } from 'tap';
import { PostgresPresence } from '../../../infrastructure/database/postgres-presence.ts';
import type { AgentPresence } from '../../../application/ports/presence.ts';
import { migratedDatabase } from '../../support/migrated.ts';
import type { TestScope } from '../../support/postgres.ts';
import { agentId, otherAgentId, taskId } from '../../support/tasks.ts';

const at = (second: number): Date => new Date(Date.UTC(2026, 0, 1, 12, 0, second));
const said = (over: Partial<AgentPresence> = {}): AgentPresence => ({
  agentId,
  lastPing: at(0),
  cpuLoad: 0.5,
  ramLoad: 0.25,
  tasks: [],
  ...over,
});

const presenceOn = async (t: TestScope): Promise<PostgresPresence> => new PostgresPresence((await migratedDatabase(t)).pool());

test('what an agent last said is what is known of it', async (t) => {
  const presence = await presenceOn(t);
  t.same(await presence.all(), []);
  await presence.report(said());
  const tasks = [{ taskId, term: 2, phase: 'preparing' as const }];
  await presence.report(said({ lastPing: at(5), cpuLoad: 1, tasks }));
  await presence.report(said({ agentId: otherAgentId }));
  const all = [...(await presence.all())].sort((a, b) => (a.agentId < b.agentId ? -1 : 1));
  t.same(all, [said({ lastPing: at(5), cpuLoad: 1, tasks }), said({ agentId: otherAgentId })]);
});

test('a ping counts as being heard of, and says nothing else', async (t) => {
  const presence = await presenceOn(t);
  await presence.report(said());
  await presence.ping(agentId, at(25));
  t.same(await presence.all(), [said({ lastPing: at(25) })]);
  await presence.ping(otherAgentId, at(25));
  t.equal((await presence.all()).length, 1, 'of an agent that never reported there is nothing to keep');
});

test('the last ping never goes backwards, whichever server hears it first', async (t) => {
  const presence = await presenceOn(t);
  await presence.report(said({ lastPing: at(10) }));
  await presence.report(said({ lastPing: at(4), cpuLoad: 0 }));
  await presence.ping(agentId, at(7));
  t.same(await presence.all(), [said({ lastPing: at(10), cpuLoad: 0 })]);
});
