import type { AnyDecision, Asking } from '../../domain/kernel/decision.ts';
import type { DomainEvent } from '../../domain/kernel/event.ts';
import type { Verdict } from '../../domain/kernel/verdict.ts';
import type { AnyFacts } from '../facts/facts.ts';
import type { Look } from '../ports/look/look.ts';

/** Fetches what a decision must know from elsewhere, then lets it decide. */
export type Decide = (decision: AnyDecision, state: unknown, input: unknown, asking: Asking) => Promise<Verdict<DomainEvent>>;

export function decideWith(facts: readonly AnyFacts[], look: Look): Decide {
  const fetchers = new Map<AnyDecision, AnyFacts['fetch']>(facts.map((entry) => [entry.decision, entry.fetch]));
  return async (decision, state, input, asking) => {
    const found = await fetchers.get(decision)?.(look, state, input, asking);
    return decision.decide(state, input, found, asking);
  };
}
