import type { Kysely } from 'kysely';
import type { DispatchLook, KnownAgent, OpenTask } from '../../application/ports/look/dispatch.ts';
import type { AgentRow } from '../agents/fold.ts';
import type { Tables } from '../tables.ts';
import type { TaskRow } from './row.ts';

const claimOf = (row: TaskRow): OpenTask['claim'] =>
  row.claimLive
    ? {
        term: row.term,
        agentId: row.agentId,
        runnerId: row.runnerId,
        gpuId: row.gpuId,
        claimedAt: row.claimed ?? row.updated,
        startedAt: row.started,
      }
    : null;

export const openTask = (row: TaskRow): OpenTask => ({
  id: row.id,
  revision: row.revision,
  state: row.state,
  kind: row.kind,
  step: row.step,
  processId: row.processId,
  corpusId: row.corpusId,
  farmId: row.farmId,
  priority: row.priority,
  requiresGpu: row.requiresGpu,
  needs: row.needs,
  ttlSeconds: row.ttl,
  queuedAt: row.queued,
  stopCause: row.stopCause,
  stoppingSince: row.stopRequested,
  claim: claimOf(row),
});

export function knownAgent({
  id: agentId,
  state,
  revision,
  created: _c,
  updated: _u,
  position: _p,
  draining,
  ...hardware
}: AgentRow): KnownAgent {
  return {
    revision,
    state,
    draining,
    registered: { agentId, ...hardware, gpus: [...hardware.gpus], capabilities: [...hardware.capabilities] },
  };
}

/** What the dispatch board begins with. */
export const dispatchLook = (db: Kysely<Tables>): DispatchLook => ({
  async openTasks() {
    const rows = await db.selectFrom('tasks').selectAll().where('state', 'not in', ['completed', 'failed', 'error', 'stopped']).execute();
    return rows.map(openTask);
  },
  async agents() {
    const rows = await db.selectFrom('agents').selectAll().execute();
    return rows.map(knownAgent);
  },
});
