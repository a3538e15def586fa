import type { Recorded } from '../../../domain/kernel/event.ts';
import { assertFits } from '../../../application/log/limits.ts';
import type { Held } from '../../../application/log/repetition.ts';
import { Wakes } from '../../../application/log/wakes.ts';
import type { Appended, NewEvent, Position } from '../../../application/ports/event-store.ts';

interface Fresh {
  readonly id: string;
  readonly stream: string;
  /** The event as JSON, so that nobody can change what is written, and what JSON cannot say is lost here too. */
  readonly json: string;
  readonly time: Date;
}

/** An event written; `event` makes it anew at each call. */
export interface Entry extends Held {
  readonly event: () => Recorded;
}

/** What stores of one program share. */
export class MemoryLog {
  readonly wakes = new Wakes();
  readonly #entries: Entry[] = [];
  readonly #streams = new Map<string, Entry[]>();

  get head(): Position {
    return BigInt(this.#entries.length);
  }

  stream(name: string): readonly Entry[] {
    return this.#streams.get(name) ?? [];
  }

  after(position: Position, limit: number): readonly Entry[] {
    return this.#entries.slice(Number(position), Number(position) + limit);
  }

  /** @throws AppendTooLarge */
  prepare(stream: string, events: readonly NewEvent[]): readonly Fresh[] {
    const fresh = events.map(({ id, type, version, time, data, metadata }) => ({
      id,
      stream,
      json: JSON.stringify({ id, type, version, data, metadata }),
      time,
    }));
    assertFits(
      stream,
      fresh.length,
      fresh.reduce((sum, { json }) => sum + Buffer.byteLength(json), 0),
    );
    return fresh;
  }

  write(fresh: readonly Fresh[]): Appended {
    const written = fresh.map((event) => this.#add(event));
    this.wakes.ring('others');
    const { revision, position } = written.at(-1) ?? { revision: -1, position: this.head };
    return { revision, position, positions: written.map((entry) => entry.position), written: true };
  }

  #add({ id, stream, json, time }: Fresh): Entry {
    const entries = this.#streams.get(stream) ?? [];
    const [revision, position, millis] = [entries.length, this.head + 1n, time.getTime()];
    const event = (): Recorded => ({ ...(JSON.parse(json) as Recorded), stream, revision, position, time: new Date(millis) });
    const entry = { id, revision, position, event };
    entries.push(entry);
    this.#streams.set(stream, entries);
    this.#entries.push(entry);
    return entry;
  }
}
