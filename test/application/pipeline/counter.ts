import { z } from 'zod';
import { decisionsOf, type Aggregate } from '../../../domain/kernel/decision.ts';
import type { EventsOf } from '../../../domain/kernel/event.ts';
import { accepted, recordedRefusal, refusal, refused } from '../../../domain/kernel/refusal.ts';

/** A little aggregate with what the pipeline must cope with: limits, facts, recorded refusals, many events at once. */
const events = {
  Counted: z.object({ by: z.int() }),
  Filled: z.object({ part: z.int(), text: z.string() }),
  LateNoted: z.object({}),
};
type CounterEvent = EventsOf<typeof events>;

export const counter: Aggregate<{ readonly total: number; readonly parts: number }, CounterEvent> = {
  category: 'counter',
  events,
  initial: { total: 0, parts: 0 },
  refusalEvents: ['LateNoted'],
  evolve(state, event) {
    switch (event.type) {
      case 'Counted':
        return { ...state, total: state.total + event.data.by };
      case 'Filled':
        return { ...state, parts: state.parts + 1 };
      case 'LateNoted':
        return state;
    }
  },
};
const decision = decisionsOf(counter);

/** Counts on, up to the limit that the facts name. */
export const count = decision({
  name: 'Count',
  input: z.object({ by: z.int() }),
  decide(state, { by }, facts: { readonly limit: number }) {
    if (state.total + by > facts.limit) return refused(refusal('run_limit', { params: { limit: facts.limit } }));
    return by === 0 ? accepted() : accepted({ type: 'Counted', data: { by } });
  },
});

/** Writes so many parts at once. */
export const fill = decision({
  name: 'Fill',
  input: z.object({ parts: z.int(), text: z.string().default('') }),
  decide: (state, { parts, text }) =>
    state.parts > 0
      ? refused(refusal('conflict'))
      : accepted(...Array.from({ length: parts }, (_, part) => ({ type: 'Filled' as const, data: { part, text } }))),
});

/** Is late unless something was counted before; being late is a fact. */
export const report = decision({
  name: 'Report',
  input: z.object({}),
  decide: (state) =>
    state.total === 0
      ? recordedRefusal({ type: 'LateNoted', data: {} }, refusal('late_report'))
      : accepted({ type: 'Counted', data: { by: 100 } }),
});

/** Counts the first one. */
export const begin = decision({
  name: 'Begin',
  begins: true,
  input: z.object({}),
  decide: (state) => (state.total > 0 ? accepted() : accepted({ type: 'Counted', data: { by: 1 } })),
});
