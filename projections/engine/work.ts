import type { Recorded } from '../../domain/kernel/event.ts';
import type { LogPage, Position } from '../../application/ports/event-store.ts';
import { touchOf, type Touch } from './fold-page.ts';
import type { Generation } from './generation.ts';

/** What a generation has to fold. */
export interface Work {
  readonly generation: Generation;
  readonly touches: readonly Touch[];
  /** All events that the generation takes, also those that touch no row. */
  readonly events: readonly Recorded[];
}

/** A stretch of the log that becomes one transaction. */
export interface Part {
  readonly work: readonly Work[];
  /** Position scanned once it is applied. */
  readonly to: Position;
  /** How many there were, taken or not. */
  readonly events: number;
  /** Rows touched, over all generations. */
  readonly weight: number;
}

/** Which generations take an event type. */
export type Routes = ReadonlyMap<string, readonly Generation[]>;

export function routesOf(generations: readonly Generation[]): Routes {
  const pairs = generations.flatMap((generation) =>
    [...new Set<string>(generation.projection.takes)].map((type) => ({ type, generation })),
  );
  const byType = Map.groupBy(pairs, ({ type }) => type);
  return new Map([...byType].map(([type, takers]) => [type, takers.map(({ generation }) => generation)]));
}

/** Rows that one transaction touches at most, unless a single event touches more: bulk events make pages of any weight. */
export const mostRows = 5000;

/** A page cut into parts of bounded weight, in order; the last one reaches the page's end. @throws FoldFailed */
export function* partsOf(routes: Routes, page: Pick<LogPage, 'events' | 'position'>, most = mostRows): Generator<Part> {
  let work = new Map<Generation, Drafted>();
  let weight = 0;
  let events = 0;
  let to: Position | null = null;
  const part = (end: Position): Part => ({
    work: [...work].map(([generation, drafted]) => ({ generation, ...drafted })),
    to: end,
    events,
    weight,
  });
  for (const recorded of page.events) {
    const touched = touchesOf(routes, recorded);
    const heavier = touched.reduce((sum, { touch }) => sum + touch.keys.length, 0);
    if (to !== null && weight + heavier > most) {
      yield part(to);
      work = new Map();
      weight = events = 0;
    }
    for (const { generation, touch } of touched) {
      let drafted = work.get(generation);
      if (drafted === undefined) work.set(generation, (drafted = { touches: [], events: [] }));
      drafted.events.push(recorded);
      if (touch.keys.length > 0) drafted.touches.push(touch);
    }
    weight += heavier;
    events++;
    to = recorded.position;
  }
  yield part(page.position);
}

const touchesOf = (routes: Routes, recorded: Recorded): { generation: Generation; touch: Touch }[] =>
  (routes.get(recorded.type) ?? []).map((generation) => ({ generation, touch: touchOf(generation.projection, recorded) }));

interface Drafted {
  readonly touches: Touch[];
  readonly events: Recorded[];
}
