import type { Asking, Decision } from '../../domain/kernel/decision.ts';
import type { DomainEvent } from '../../domain/kernel/event.ts';
import type { Look } from '../ports/look/look.ts';

/** How a decision learns what is not in its own stream. The pipeline runs it between loading and deciding, again at every conflict. */
export interface FactsFor<State, Input, Facts, E extends DomainEvent> {
  readonly decision: Decision<State, Input, Facts, E>;
  readonly fetch: (look: Look, state: State, input: Input, asking: Asking) => Promise<Facts>;
}

export const facts = <State, Input, Facts, E extends DomainEvent>(
  decision: Decision<State, Input, Facts, E>,
  fetch: FactsFor<State, Input, NoInfer<Facts>, E>['fetch'],
): FactsFor<State, Input, Facts, E> => ({ decision, fetch });

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the list holds facts of every decision
export type AnyFacts = FactsFor<any, any, any, any>;
