import { strict as assert } from 'node:assert';
import type { Aggregate, Asking, Decision } from '../../domain/kernel/decision.ts';
import type { DomainEvent } from '../../domain/kernel/event.ts';
import { system } from '../../domain/kernel/event.ts';
import type { RefusalCode } from '../../domain/kernel/refusal.ts';

/** An event with the instant at which it was recorded, for rules that measure time. */
export const at = <E extends DomainEvent>(time: string, event: E): { readonly event: E; readonly time: Date } => ({
  event,
  time: new Date(time),
});

type Past<E extends DomainEvent> = E | { readonly event: E; readonly time: Date };
const noon = new Date('2026-01-01T12:00:00Z');

export const asking = (over: Partial<Asking> = {}): Asking => ({
  id: '00000000-0000-4000-8000-00000000a991',
  commandId: '00000000-0000-4000-8000-0000000c0de0',
  actor: system('test'),
  now: noon,
  ...over,
});

/** A decision without facts is asked without them. */
type FactsAnd<Facts> = [Facts] extends [void] ? [facts?: undefined, over?: Partial<Asking>] : [facts: Facts, over?: Partial<Asking>];

/** given (what happened) · when (a decision; fields with a default may be left out) · then (events, or refusals). */
export function given<State, E extends DomainEvent>(aggregate: Aggregate<State, E>, ...past: readonly Past<NoInfer<E>>[]) {
  const state = past.reduce<State>(
    (now, item) => ('event' in item ? aggregate.evolve(now, item.event, item.time) : aggregate.evolve(now, item, noon)),
    aggregate.initial,
  );
  return {
    state,
    when<Input, Facts>(decision: Decision<State, Input, Facts, E>, input: Partial<NoInfer<Input>>, ...[facts, over]: FactsAnd<Facts>) {
      const verdict = decision.decide(state, decision.input.parse(input), facts as Facts, asking(over));
      for (const event of verdict.events) aggregate.events[event.type]?.parse(event.data);
      return {
        verdict,
        then: (...events: readonly E[]) => assert.deepEqual(verdict, { events, refusals: [] }),
        thenRefused: (...codes: readonly RefusalCode[]) =>
          assert.deepEqual({ events: verdict.events, codes: verdict.refusals.map((r) => r.code) }, { events: [], codes }),
        thenRecordedRefusal: (event: E, code: RefusalCode) =>
          assert.deepEqual({ events: verdict.events, codes: verdict.refusals.map((r) => r.code) }, { events: [event], codes: [code] }),
      };
    },
  };
}
