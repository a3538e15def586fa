import type { DomainEvent } from './event.ts';
import type { refusalCodes } from './refusal-codes.ts';
import type { Verdict } from './verdict.ts';

export type RefusalCode = (typeof refusalCodes)[number];

/** Why a command is not carried out. A value, never thrown by a decider; the edge turns it into words and a status. */
export interface Refusal {
  readonly code: RefusalCode;
  /** The field of the request at fault; absent when the request as a whole is. */
  readonly field?: string;
  /** What the sentence to people needs: names, bounds, ids. `message` replaces the standard sentence of the code. */
  readonly params?: Readonly<Record<string, unknown>>;
}

type Rest = Omit<Refusal, 'code'>;

export const refusal = (code: RefusalCode, rest: Rest = {}): Refusal => ({ code, ...rest });

/** Refuses with these reasons. */
export const refused = (...refusals: readonly Refusal[]): Verdict<never> => ({ events: [], refusals });

/** Accepts with these events; none = nothing new, which is a success too. */
export const accepted = <E extends DomainEvent>(...events: readonly E[]): Verdict<E> => ({ events, refusals: [] });

/** Records what was refused as a fact of the stream (late reports) and refuses. */
export const recordedRefusal = <E extends DomainEvent>(event: E, because: Refusal): Verdict<E> => ({
  events: [event],
  refusals: [because],
});

/** Events, unless a condition is not met: all failing conditions are reported together. */
export function when<E extends DomainEvent>(conditions: readonly (Refusal | false)[], events: () => readonly E[]): Verdict<E> {
  const refusals = conditions.filter((condition) => condition !== false);
  return refusals.length > 0 ? { events: [], refusals } : { events: events(), refusals: [] };
}

/** A refusal when the condition does not hold. */
export const unless = (holds: boolean, code: RefusalCode, rest: Rest = {}): Refusal | false => (holds ? false : refusal(code, rest));
