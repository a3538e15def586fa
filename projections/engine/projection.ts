import type { DomainEvent, Recorded } from '../../domain/kernel/event.ts';

/** A column's type in SQL. `json` columns hold any JSON value (null included) and are never filtered by their inside without an index of their own. */
export type ColumnType = 'uuid' | 'text' | 'int' | 'bigint' | 'float' | 'boolean' | 'time' | 'json' | 'uuid[]' | 'text[]';

/** How a row of a read model lies in its table. Every property of `Row` has a column of the same name in snake_case. */
export interface TableShape<Row extends object> {
  readonly columns: { readonly [Column in keyof Row & string]: ColumnType };
  /** The column that holds the key; it is the primary key. */
  readonly key: keyof Row & string;
  /** Further indexes, as SQL after `create index … on <table>`, e.g. `(process_id, run)`; column names in snake_case. */
  readonly indexes: readonly string[];
}

/**
 * A table as a function of the log. `keys` names the rows that an event touches, `fold` gives one of them anew (null: no row).
 * Both are pure, so the engine may read a page's rows at once and write each a single time, a rebuild may run beside the
 * live table, and the answer to a write is the same fold over the events just appended.
 */
export interface Projection<Row extends object, E extends DomainEvent> {
  /** Snake_case; also the table's name. */
  readonly name: string;
  /** Raised whenever `fold` or the table changes: the next start then rebuilds by itself. */
  readonly version: number;
  readonly table: TableShape<Row>;
  readonly takes: readonly E['type'][];
  keys(recorded: Recorded<E>): readonly string[];
  fold(row: Row | null, recorded: Recorded<E>, key: string): Row | null;
  /**
   * Columns that are set when a row is made, never change, and that neither `fold` nor a rollup looks at in a row: a rebuild need not read
   * them back. Of a wide row, half of the work.
   */
  readonly settled?: readonly (keyof Row & string)[];
  /** Tables that count this one: changed in the same transaction, from each row's change. */
  readonly rollups?: readonly AnyRollup<Row>[];
}

/**
 * A table that sums up the rows of a projection. It sees every change of a row (before → after; null = no row) once, in order,
 * so that counters run along and nothing is scanned when read.
 */
export interface Rollup<Source extends object, Row extends object> {
  readonly name: string;
  readonly table: TableShape<Row>;
  keys(before: Source | null, after: Source | null): readonly string[];
  fold(
    row: Row | null,
    change: { readonly before: Source | null; readonly after: Source | null; readonly recorded: Recorded },
    key: string,
  ): Row | null;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a projection's rollups have rows of their own
export type AnyRollup<Source extends object> = Rollup<Source, any>;
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the engine runs rollups of every projection
export type RollupOfAny = Rollup<any, any>;
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the engine runs projections of every row
export type AnyProjection = Projection<any, any>;

/** The row as it stands after these events: what a write answers with, without waiting for the table. */
export function foldAll<Row extends object, E extends DomainEvent>(
  projection: Projection<Row, E>,
  key: string,
  row: Row | null,
  log: readonly Recorded[],
): Row | null {
  const takes = new Set<string>(projection.takes);
  return log
    .filter((recorded): recorded is Recorded<E> => takes.has(recorded.type) && projection.keys(recorded as Recorded<E>).includes(key))
    .reduce<Row | null>((now, recorded) => projection.fold(now, recorded, key), row);
}
