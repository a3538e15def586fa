import { LRUCache } from 'lru-cache';
import type { AnyAggregate } from '../../domain/kernel/decision.ts';
import type { Recorded } from '../../domain/kernel/event.ts';
import { evolveAll } from './load.ts';

interface State {
  readonly state: unknown;
  readonly count: number;
  /** Id of the last event in it: tells that a stream begins as it did when it was folded. */
  readonly last: string | undefined;
}

/** What streams amounted to when they were last asked for, so that one that has grown is folded on and not anew. */
export class Folded {
  readonly #states: LRUCache<string, State>;

  constructor(most: number) {
    this.#states = new LRUCache({ max: most });
  }

  of(aggregate: AnyAggregate, stream: string, events: readonly Recorded[]): unknown {
    const known = this.#states.get(stream);
    const before = known && known.count <= events.length && known.last === events[known.count - 1]?.id ? known : null;
    const state = evolveAll<unknown>(aggregate, before ? before.state : aggregate.initial, events.slice(before?.count ?? 0));
    this.#states.set(stream, { state, count: events.length, last: events.at(-1)?.id });
    return state;
  }
}
