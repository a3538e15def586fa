import type { Pool } from 'pg';
import type { EventStore, Position } from '../../application/ports/event-store.ts';
import type { Recorded } from '../../domain/kernel/event.ts';
import { generationOf, shapeOf, type Generation } from './generation.ts';
import { laneOf } from './build/lanes.ts';
import { gone } from './lifecycle/states.ts';
import { laneCheckpointOf } from './names.ts';
import { foldAll, type AnyProjection, type Projection } from './projection.ts';

/** What a command left behind: its events, and the position up to which its answer must show the log. */
export interface Written {
  readonly events: readonly Recorded[];
  readonly position: Position;
}

/** A row as its table has it, and up to where that holds the log. */
interface Stored<R> {
  readonly position: Position;
  readonly row: R | null;
}

interface Source {
  readonly generation: Generation;
  /** While it is built, its rows stand at several positions. */
  readonly lanes: number;
}

/** Between the tables and a write lie a few milliseconds of events; where it is more, only the streams written to are read. */
const mostBetween = 100;

/**
 * The rows of a read model as they will be once a write is applied, without waiting for that: the row as the table has it and what the
 * log holds after it, through the projection's own fold. A row and its table's checkpoint are read in one statement, so it is known
 * exactly which events the row holds: those up to the checkpoint.
 */
export class Answers {
  readonly #pool: Pool;
  readonly #store: Pick<EventStore, 'readAll' | 'readStream'>;
  readonly #sources = new Map<AnyProjection, Source>();

  constructor(deps: { readonly pool: Pool; readonly store: Pick<EventStore, 'readAll' | 'readStream'> }) {
    this.#pool = deps.pool;
    this.#store = deps.store;
  }

  /** The rows with these keys, in their order; null where there is none. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- events of any kind
  async rows<R extends object>(projection: Projection<R, any>, keys: readonly string[], written: Written): Promise<readonly (R | null)[]> {
    if (keys.length === 0) return [];
    const stored = await this.#stored<R>(projection, keys);
    const position = stored.reduce((least, one) => (one.position < least ? one.position : least), stored[0]!.position);
    const later = position >= written.position ? [] : await this.#after(position, written);
    return keys.map((key, index) => {
      const { row, position: upTo } = stored[index]!;
      return foldAll(
        projection,
        key,
        row,
        later.filter((recorded) => recorded.position > upTo),
      );
    });
  }

  async #after(position: Position, written: Written): Promise<readonly Recorded[]> {
    const page = await this.#store.readAll(position, mostBetween);
    if (page.caughtUp || page.position >= written.position) return page.events;
    const streams = new Set(written.events.map(({ stream }) => stream));
    const read = await Promise.all([...streams].map((stream) => this.#store.readStream(stream)));
    return read.flat().filter((recorded) => recorded.position > position);
  }

  /** In the order of the keys. */
  async #stored<R extends object>(projection: AnyProjection, keys: readonly string[]): Promise<readonly Stored<R>[]> {
    const known = this.#sources.get(projection);
    const stored = known && (await this.#read<R>(known, keys).catch(nullIfGone));
    if (stored) return stored;
    const found = await this.#find(projection);
    const read = await this.#read<R>(found, keys);
    if (!read) throw new Error(`The tables ${found.generation.checkpoint} of a read model have just gone.`);
    this.#sources.set(projection, found);
    return read;
  }

  /** Null when these are no longer the tables to go by. */
  async #read<R extends object>({ generation, lanes }: Source, keys: readonly string[]): Promise<readonly Stored<R>[] | null> {
    const { checkpoint, source, projection, number } = generation;
    const { rows } = await this.#pool.query<R & { readonly askedFor: string; readonly appliedTo: Position }>({
      name: `answer ${source.relation}`,
      text: `select asked.key::text as "askedFor", c.position as "appliedTo", ${source.selection}
        from unnest($1::text[], ${source.keys(2)}) as asked(name, key)
        join ops.checkpoints c on c.name = asked.name
        join ops.generations g on g.projection = $3 and g.generation = $4 and g.state <> 'retired'
        left join ${source.relation} t on t.${source.keyColumn} = asked.key`,
      values: [keys.map((key) => laneCheckpointOf(checkpoint, laneOf(key, lanes))), keys, projection.name, number],
    });
    if (rows.length < keys.length) return null;
    const found = new Map(
      rows.map(({ askedFor, appliedTo, ...row }): [string, Stored<R>] => {
        const isThere = row[source.shape.key as keyof typeof row] !== null;
        return [askedFor, { position: appliedTo, row: isThere ? (row as unknown as R) : null }];
      }),
    );
    return keys.map((key) => found.get(key)!);
  }

  /** The tables of this program's version: the live ones; while a rebuild for it runs, those being built. */
  async #find(projection: AnyProjection): Promise<Source> {
    const { rows } = await this.#pool.query<{ generation: number; lanes: number }>(
      `select generation, (select count(*)::int from ops.checkpoints where split_part(name, '/', 1) = projection || '_g' || generation) as lanes
         from ops.generations where projection = $1 and version = $2 and shape = $3 and state <> all($4)
        order by state = 'live' desc, generation desc limit 1`,
      [projection.name, projection.version, shapeOf(projection), [...gone, 'retired']],
    );
    const [found] = rows;
    if (!found) throw new Error(`The read model ${projection.name} has no tables of this version yet.`);
    return { generation: generationOf(projection, found.generation), lanes: found.lanes };
  }
}

/** Another program may have put newer tables in their place. */
const nullIfGone = (error: unknown): null => {
  if (error instanceof Error && 'code' in error && error.code === '42P01') return null;
  throw error;
};
