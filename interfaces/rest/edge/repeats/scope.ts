import type { Principal } from '../principal.ts';

/**
 * Within which a repetition counts as the same command: the principal; for a task its worker run, so that a second attempt repeats
 * the first one's writes without doubling them (domain.md §9.11).
 */
export function scopeOf(principal: Principal): string {
  switch (principal.kind) {
    case 'nobody':
      return 'nobody';
    case 'user':
      return `user ${principal.person.id}`;
    case 'task':
      return principal.workerRunId === null ? `task ${principal.taskId}` : `worker run ${principal.workerRunId}`;
    case 'agent':
      return `agent ${principal.agentId}`;
  }
}
