import { claimOfTerm, task, type TaskLife } from '../../domain/task/state.ts';
import { load } from '../pipeline/load.ts';
import type { EventStore } from '../ports/event-store.ts';
import type { ClaimsLook } from '../ports/look/claims.ts';

export const claimsLook = (store: EventStore): ClaimsLook => ({
  async isLive(taskId, term) {
    const { state } = await load<TaskLife>(store, task, taskId);
    return claimOfTerm(state, term)?.endedAt === null;
  },
});
