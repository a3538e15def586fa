import type { Pool } from 'pg';
import type { EventStore, Position } from '../../application/ports/event-store.ts';
import type { Recorded } from '../../domain/kernel/event.ts';
import { generationOf, shapeOf, type Generation } from './generation.ts';
import { foldAll, type AnyProjection, type Projection } from './projection.ts';

/** What a command left behind: its events, and the position up to which its answer must show the log. */
export interface Written {
  readonly events: readonly Recorded[];
  readonly position: Position;
}

interface Stored<R> {
  readonly position: Position;
  readonly rows: ReadonlyMap<string, R>;
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
  readonly #generations = new Map<AnyProjection, Generation>();

  constructor(deps: { readonly pool: Pool; readonly store: Pick<EventStore, 'readAll' | 'readStream'> }) {
    this.#pool = deps.pool;
    this.#store = deps.store;
  }

  /** The rows with these keys, in their order; null where there is none. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- events of any kind
  async rows<R extends object>(projection: Projection<R, any>, keys: readonly string[], written: Written): Promise<readonly (R | null)[]> {
    const { position, rows } = await this.#stored<R>(projection, keys);
    const later = position >= written.position ? [] : await this.#after(position, written);
    return keys.map((key) => foldAll(projection, key, rows.get(key) ?? null, later));
  }

  async #after(position: Position, written: Written): Promise<readonly Recorded[]> {
    const page = await this.#store.readAll(position, mostBetween);
    if (page.caughtUp || page.position >= written.position) return page.events;
    const streams = new Set(written.events.map(({ stream }) => stream));
    const read = await Promise.all([...streams].map((stream) => this.#store.readStream(stream)));
    return read.flat().filter((recorded) => recorded.position > position);
  }

  async #stored<R extends object>(projection: AnyProjection, keys: readonly string[]): Promise<Stored<R>> {
    const known = this.#generations.get(projection);
    const stored = known && (await this.#read<R>(known, keys).catch(nullIfGone));
    if (stored) return stored;
    const found = await this.#find(projection);
    const read = await this.#read<R>(found, keys);
    if (!read) throw new Error(`The tables ${found.checkpoint} of a read model have just gone.`);
    this.#generations.set(projection, found);
    return read;
  }

  async #read<R extends object>({ checkpoint, source }: Generation, keys: readonly string[]): Promise<Stored<R> | null> {
    const { rows } = await this.#pool.query<R & { readonly appliedTo: Position }>({
      name: `answer ${source.relation}`,
      text: `select c.position as "appliedTo", ${source.selection}
        from ops.checkpoints c left join ${source.relation} t on t.${source.keyColumn} = any(${source.keys(2)}) where c.name = $1`,
      values: [checkpoint, keys],
    });
    const [first] = rows;
    if (!first) return null;
    const byKey = rows.map(({ appliedTo: _, ...row }) => [String(row[source.shape.key as keyof typeof row]), row as unknown as R] as const);
    return { position: first.appliedTo, rows: new Map(byKey) };
  }

  /** The newest tables of this program's version: while a rebuild for it runs, that is what is being built. */
  async #find(projection: AnyProjection): Promise<Generation> {
    const { rows } = await this.#pool.query<{ generation: number }>(
      `select generation from ops.generations where projection = $1 and version = $2 and shape = $3 and state <> 'dropped'
        order by generation desc limit 1`,
      [projection.name, projection.version, shapeOf(projection)],
    );
    const [found] = rows;
    if (!found) throw new Error(`The read model ${projection.name} has no tables of this version yet.`);
    return generationOf(projection, found.generation);
  }
}

/** Another program may have put newer tables in their place. */
const nullIfGone = (error: unknown): null => {
  if (error instanceof Error && 'code' in error && error.code === '42P01') return null;
  throw error;
};
