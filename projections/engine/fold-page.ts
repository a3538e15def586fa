import type { Recorded } from '../../domain/kernel/event.ts';
import { Draft, type Rows } from './draft.ts';
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

/** Rows that became other ones; null = no row. */
export type Changed = ReadonlyMap<string, Row | null>;

/** The rows that an event touches. @throws FoldFailed */
export const touchOf = (projection: AnyProjection, recorded: Recorded): Touch => ({
  recorded,
  keys: attempt(projection, recorded, () => once(projection.keys(recorded))),
});

/**
 * A page folded over its rows as they were before it: what becomes of the table, and every change of a row in the order of events
 * (for rollups). Pure. @throws FoldFailed naming the event
 */
export function foldPage(projection: AnyProjection, before: Rows, touches: readonly Touch[]): { changed: Changed; steps: readonly Step[] } {
  const draft = new Draft(before);
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
  return { changed: draft.changed(), steps };
}

/** The rows of a rollup that each step touches. @throws FoldFailed naming the event */
export const rollupTouches = (projection: AnyProjection, rollup: RollupOfAny, steps: readonly Step[]): readonly RollupTouch[] =>
  steps.map((step) => ({ step, keys: attempt(projection, step.recorded, () => once(rollup.keys(step.before, step.after))) }));

/** The steps of a projection's rows folded over a rollup's rows as they were before. Pure. @throws FoldFailed naming the event */
export function foldRollup(projection: AnyProjection, rollup: RollupOfAny, before: Rows, touches: readonly RollupTouch[]): Changed {
  const draft = new Draft(before);
  for (const { step, keys } of touches) {
    for (const key of keys) {
      const row = draft.row(key);
      draft.put(
        key,
        attempt(projection, step.recorded, () => rollup.fold(row, step, key)),
      );
    }
  }
  return draft.changed();
}

const once = (keys: readonly string[]): readonly string[] => (keys.length > 1 ? [...new Set(keys)] : keys);

function attempt<T>(projection: AnyProjection, recorded: Recorded, fold: () => T): T {
  try {
    return fold();
  } catch (error) {
    throw new FoldFailed(projection.name, recorded, error);
  }
}
