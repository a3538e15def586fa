import type { Recorded } from '../../domain/kernel/event.ts';
import type { EventIndex, EventPlace } from '../ports/event-index.ts';
import type { EventStore } from '../ports/event-store.ts';
import type { RefusedCommands } from '../ports/refused-commands.ts';
import { holds, treesOf, type Trace } from './trace.ts';

/** Events that one trace shows at most: a start of ten thousand tasks brings about tens of thousands. */
export const mostEvents = 2_000;

export interface TracesDeps {
  readonly store: Pick<EventStore, 'readStream'>;
  readonly index: EventIndex;
  readonly refused: RefusedCommands;
}

/** Finds what a decision brought about, and what brought it about. */
export class Traces {
  readonly #deps: TracesDeps;

  constructor(deps: TracesDeps) {
    this.#deps = deps;
  }

  /** The trace in which this event, command or correlation stands; null when there is none. @throws StoreUnavailable */
  async of(id: string): Promise<Trace | null> {
    const { index, refused } = this.#deps;
    const correlationId = (await index.correlationOf(id)) ?? (await refused.correlationOf(id));
    if (correlationId === null) return null;
    const places = await index.ofCorrelation(correlationId, mostEvents + 1);
    const shown = places.slice(0, mostEvents);
    const trees = treesOf(await this.#read(shown), await refused.ofCorrelation(correlationId));
    const root = trees.find((tree) => holds(tree, id)) ?? trees[0];
    if (!root) return null;
    const others = trees.filter((tree) => tree !== root).map((tree) => tree.id);
    return { correlationId, root, others, truncated: places.length > shown.length };
  }

  /** The events at these places, in the order of the log; each stream is read once, from the first of them on. */
  async #read(places: readonly EventPlace[]): Promise<readonly Recorded[]> {
    const wanted = new Set(places.map(({ id }) => id));
    const streams = Map.groupBy(places, ({ stream }) => stream);
    const read: Recorded[] = [];
    for (const [stream, inStream] of streams) {
      const from = Math.min(...inStream.map(({ revision }) => revision));
      read.push(...(await this.#deps.store.readStream(stream, from)).filter(({ id }) => wanted.has(id)));
    }
    return read.sort((a, b) => (a.position < b.position ? -1 : 1));
  }
}
