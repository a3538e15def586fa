import { decisionsOf, type Aggregate } from '../kernel/decision.ts';
import { revisionEvents, type RevisionEvent } from './events.ts';

export interface RevisionState {
  readonly known: boolean;
}

/** A commit of a repository; it never changes. */
export const revision: Aggregate<RevisionState, RevisionEvent> = {
  category: 'revision',
  events: revisionEvents,
  initial: { known: false },
  evolve: () => ({ known: true }),
};

export const decision = decisionsOf(revision);
