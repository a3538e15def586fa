import type { TaskState } from '../../task/states.ts';
import { reason, type Reason } from './reason.ts';

export interface ParentState {
  readonly id: string;
  readonly slug: string;
  readonly state: TaskState;
  /** Unscheduled, and will stay so. */
  readonly blocked: boolean;
}

/** Why an unscheduled task waits: for parents at work, or for ever for one that ended otherwise than completed. */
export function explainUnscheduled(parents: readonly ParentState[]): readonly Reason[] {
  const shown = ({ id, slug, state }: ParentState) => ({ id, slug, state });
  const bad = parents.filter(({ state, blocked }) => blocked || ['failed', 'error', 'stopped'].includes(state));
  const open = parents.filter((parent) => parent.state !== 'completed' && !bad.includes(parent));
  const slugs = (of: readonly ParentState[]): string => of.map((parent) => parent.slug).join(', ');
  return [
    ...(bad.length > 0 ? [reason('blocked_by_parent', `Waits for ever for ${slugs(bad)}: restart it.`, { parents: bad.map(shown) })] : []),
    ...(open.length > 0 ? [reason('parents_running', `Waits for ${slugs(open)}.`, { parents: open.map(shown) })] : []),
  ];
}

/** Why a claimed task has not started. */
export const explainClaimed = (claim: { readonly agentId: string; readonly term: number; readonly since: Date }): readonly Reason[] => [
  reason('claimed_not_started', 'Its agent prepares it.', { agent: claim.agentId, term: claim.term, since: claim.since }),
];

/** Why a stopping task has not ended. */
export const explainStopping = (since: Date): readonly Reason[] => [
  reason('stop_requested', 'Waits until who runs it confirms the stop.', { since }),
];

/** Why a built-in step that nobody has claimed waits: it does not, while fewer than `max` are at work. */
export const explainStep = (running: number, max: number): readonly Reason[] =>
  running < max ? [] : [reason('steps_busy', `The server is at work on ${running} steps.`, { running, max })];
