import type { Recorded } from '../../domain/kernel/event.ts';
import type { Drafted } from './draft.ts';
import { FoldFailed } from './fold-failed.ts';
import type { AnyProjection, RollupOfAny } from './projection.ts';
import type { Row } from './stored-table.ts';

/** An event and the rows that it touches, each once. */
export interface Touch {
  readonly recorded: Recorded;
  readonly keys: readonly string[];
}

/** A row's way over one event; null = no row. */
export interface Step {
  readonly recorded: Recorded;
  readonly before: Row | null;
  readonly after: Row | null;
}

/** A step and the rows of a rollup that it touches. */
export interface RollupTouch {
  readonly step: Step;
  readonly keys: readonly string[];
}

/** The rows that an event touches. @throws FoldFailed */
export const touchOf = (projection: AnyProjection, recorded: Recorded): Touch => ({
  recorded,
  keys: attempt(projection, recorded, () => once(projection.keys(recorded))),
});

/**
 * Folds a page over its rows, which the draft holds. Answers every change of a row in the order of events (for rollups).
 * @throws FoldFailed naming the event
 */
export function foldPage(projection: AnyProjection, draft: Drafted, touches: readonly Touch[]): readonly Step[] {
  const steps: Step[] = [];
  for (const { recorded, keys } of touches) {
    for (const key of keys) {
      const row = draft.row(key);
      const next: Row | null = attempt(projection, recorded, () => projection.fold(row, recorded, key));
      if (next === row) continue;
      draft.put(key, next);
      steps.push({ recorded, before: row, after: next });
    }
  }
  return steps;
}

/** The rows of a rollup that each step touches. @throws FoldFailed naming the event */
export const rollupTouches = (projection: AnyProjection, rollup: RollupOfAny, steps: readonly Step[]): readonly RollupTouch[] =>
  steps.map((step) => ({ step, keys: attempt(projection, step.recorded, () => once(rollup.keys(step.before, step.after))) }));

/** Folds the steps of a projection's rows over the rows of a rollup, which the draft holds. @throws FoldFailed naming the event */
export function foldRollup(projection: AnyProjection, rollup: RollupOfAny, draft: Drafted, touches: readonly RollupTouch[]): void {
  for (const { step, keys } of touches) {
    for (const key of keys) {
      const row = draft.row(key);
      draft.put(
        key,
        attempt(projection, step.recorded, () => rollup.fold(row, step, key)),
      );
    }
  }
}

const once = (keys: readonly string[]): readonly string[] => (keys.length > 1 ? [...new Set(keys)] : keys);

function attempt<T>(projection: AnyProjection, recorded: Recorded, fold: () => T): T {
  try {
    return fold();
  } catch (error) {
    throw new FoldFailed(projection.name, recorded, error);
  }
}
