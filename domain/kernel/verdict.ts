import type { DomainEvent } from './event.ts';
import type { Refusal } from './refusal.ts';

/** What a decision yields: events to append, and reasons when the command is refused (both only for facts about a refusal). */
export interface Verdict<E extends DomainEvent> {
  readonly events: readonly E[];
  readonly refusals: readonly Refusal[];
}
