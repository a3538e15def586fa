import { LRUCache } from 'lru-cache';
import type { Pool } from 'pg';
import { beginning, type EventStore, type Position } from '../../application/ports/event-store.ts';
import type { Recorded } from '../../domain/kernel/event.ts';
import type { AnyProjection, Projection } from './projection.ts';
import type { Row } from './stored-table.ts';
import { TableReader } from './table-reader.ts';

/** A row and the position up to which it holds the log. */
interface Kept {
  readonly row: Row;
  readonly asOf: Position;
}

interface KeptTable {
  readonly projection: AnyProjection;
  readonly reader: TableReader;
  readonly rows: LRUCache<string, Kept>;
}

/** Rows kept of one read model at most; for how long, so that what a rebuild has mended shows. */
const kept = { max: 5_000, ttl: 60_000 } as const;
const pageSize = 500;

/**
 * Rows of read models by key as they are at the end of the log, without waiting for the tables: the row as the table has it and what
 * the log holds after it, through the projection's own fold. Kept, and folded on as the log grows, so what is asked for again and
 * again is not queried again.
 *
 *     rows(keys) ─► pass over what the log got since the last question ─► kept? ─ yes ─► answer
 *                                                                           └ no ─► table + log after it ─► keep ─► answer
 *
 * An answer is as fresh as `readAll`; a row that is not there is never kept, so whoever asks again is told anew.
 */
export class CurrentRows {
  readonly #pool: Pool;
  readonly #store: Pick<EventStore, 'readAll' | 'head'>;
  readonly #tables = new Map<AnyProjection, KeptTable>();
  #takers = new Map<string, readonly KeptTable[]>();
  /** Up to here what is kept is whole; null: nothing is kept yet. */
  #position: Position | null = null;
  /** A look at the log that has not begun yet. */
  #next: Promise<void> | null = null;
  /** Raised when all is forgotten: what was being read then is not kept. */
  #era = 0;

  constructor(deps: { readonly pool: Pool; readonly store: Pick<EventStore, 'readAll' | 'head'> }) {
    this.#pool = deps.pool;
    this.#store = deps.store;
  }

  /** The rows with these keys, in their order; null where there is none. @throws StoreUnavailable */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- events of any kind
  async rows<R extends object>(projection: Projection<R, any>, keys: readonly string[]): Promise<readonly (R | null)[]> {
    if (keys.length === 0) return [];
    await this.#caughtUp();
    const table = this.#tableOf(projection);
    const found = new Map(keys.map((key) => [key, table.rows.get(key)?.row ?? null]));
    const missing = [...found].flatMap(([key, row]) => (row === null ? [key] : []));
    if (missing.length > 0) for (const [key, row] of await this.#read(table, missing)) found.set(key, row);
    return keys.map((key) => (found.get(key) ?? null) as R | null);
  }

  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- events of any kind
  async row<R extends object>(projection: Projection<R, any>, key: string): Promise<R | null> {
    return (await this.rows(projection, [key]))[0] ?? null;
  }

  /** The rows with these keys, by key; those that are not there are absent. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- events of any kind
  async byKey<R extends object>(projection: Projection<R, any>, keys: readonly string[]): Promise<ReadonlyMap<string, R>> {
    const rows = await this.rows(projection, keys);
    return new Map(keys.flatMap((key, index) => (rows[index] ? [[key, rows[index]] as const] : [])));
  }

  /** What is asked for from now on is read from the tables, and the log after them, anew. */
  forget(): void {
    this.#era++;
    for (const { rows } of this.#tables.values()) rows.clear();
  }

  async #read({ projection, reader, rows: keptRows }: KeptTable, keys: readonly string[]): Promise<ReadonlyMap<string, Row>> {
    const era = this.#era;
    const { position, rows } = await reader.read(keys);
    const page = position === null ? null : await this.#store.readAll(position, pageSize);
    if (!page?.caughtUp) return rows; // the table is far behind: all there is to go by, and not worth keeping
    const now = folded(projection, keys, rows, page.events);
    if (era === this.#era && page.position >= (this.#position ?? beginning)) {
      for (const [key, row] of now) keptRows.set(key, { row, asOf: page.position });
    }
    return now;
  }

  /** Those who ask in the same moment share a look at the log: it begins when the last of them has asked. */
  #caughtUp(): Promise<void> {
    return (this.#next ??= Promise.resolve().then(() => {
      this.#next = null;
      return this.#passOver();
    }));
  }

  async #passOver(): Promise<void> {
    const page = this.#position === null ? null : await this.#store.readAll(this.#position, pageSize);
    if (page?.caughtUp) {
      for (const recorded of page.events) if (recorded.position > (this.#position ?? beginning)) this.#pass(recorded);
      this.#moved(page.position);
    } else {
      const head = await this.#store.head();
      this.forget();
      this.#moved(head);
    }
  }

  #pass(recorded: Recorded): void {
    for (const { projection, rows } of this.#takers.get(recorded.type) ?? []) {
      if (rows.size === 0) continue;
      for (const key of projection.keys(recorded)) {
        const before = rows.peek(key);
        if (!before || before.asOf >= recorded.position) continue;
        const row = foldOr(null, projection, before.row, recorded, key);
        if (row) rows.set(key, { row, asOf: recorded.position });
        else rows.delete(key);
      }
    }
  }

  #moved(to: Position): void {
    if (to > (this.#position ?? beginning)) this.#position = to;
    else this.#position ??= to;
  }

  #tableOf(projection: AnyProjection): KeptTable {
    const known = this.#tables.get(projection);
    if (known) return known;
    const table = { projection, reader: new TableReader(this.#pool, projection), rows: new LRUCache<string, Kept>(kept) };
    this.#tables.set(projection, table);
    const pairs = [...this.#tables.values()].flatMap((each) =>
      [...new Set<string>(each.projection.takes)].map((type) => [type, each] as const),
    );
    this.#takers = new Map([...Map.groupBy(pairs, ([type]) => type)].map(([type, takers]) => [type, takers.map(([, taker]) => taker)]));
    return table;
  }
}

/** The rows with these keys over these events; those that are not there are left out. */
function folded(
  projection: AnyProjection,
  keys: readonly string[],
  before: ReadonlyMap<string, Row>,
  events: readonly Recorded[],
): ReadonlyMap<string, Row> {
  const wanted = new Set(keys);
  const takes = new Set<string>(projection.takes);
  const rows = new Map(before);
  for (const recorded of events) {
    if (!takes.has(recorded.type)) continue;
    for (const key of new Set(projection.keys(recorded))) {
      if (!wanted.has(key)) continue;
      const row = projection.fold(rows.get(key) ?? null, recorded, key) as Row | null;
      if (row) rows.set(key, row);
      else rows.delete(key);
    }
  }
  return rows;
}

/** A row that cannot be folded on is dropped: the projector tells the operator of the event. */
function foldOr(otherwise: null, projection: AnyProjection, row: Row, recorded: Recorded, key: string): Row | null {
  try {
    return projection.fold(row, recorded, key) as Row | null;
  } catch {
    return otherwise;
  }
}
