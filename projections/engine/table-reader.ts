import type { Pool } from 'pg';
import type { Position } from '../../application/ports/event-store.ts';
import { generationOf, shapeOf, type Generation } from './generation.ts';
import { viewOf } from './names.ts';
import type { AnyProjection } from './projection.ts';
import { storedTable, type Row } from './stored-table.ts';

export interface TableRows {
  /** Every event up to here is in the rows and none after it; null where that is not known. */
  readonly position: Position | null;
  /** By key; keys without a row are absent. */
  readonly rows: ReadonlyMap<string, Row>;
}

/**
 * Reads rows of a projection's live table together with the position that it stands at, in one statement. While the live table is of
 * another version of the program, rows are read as people are shown them, without a position.
 */
export class TableReader {
  readonly #pool: Pool;
  readonly #projection: AnyProjection;
  #live: Generation | null = null;

  constructor(pool: Pool, projection: AnyProjection) {
    this.#pool = pool;
    this.#projection = projection;
  }

  async read(keys: readonly string[]): Promise<TableRows> {
    const known = this.#live && (await this.#read(this.#live, keys).catch(nullIfGone));
    if (known) return known;
    this.#live = await this.#find();
    return (this.#live && (await this.#read(this.#live, keys).catch(nullIfGone))) ?? this.#shown(keys);
  }

  /** Null: that generation is the live one no more. */
  async #read({ projection, number, checkpoint, source }: Generation, keys: readonly string[]): Promise<TableRows | null> {
    const { rows } = await this.#pool.query<Row & { readonly appliedTo: Position }>({
      name: `current ${source.relation}`,
      text: `select c.position as "appliedTo", ${source.selection} from ops.checkpoints c
        join ops.generations g on g.projection = $2 and g.generation = $3 and g.state = 'live'
        left join ${source.relation} t on t.${source.keyColumn} = any(${source.keys(4)}) where c.name = $1`,
      values: [checkpoint, projection.name, number, keys],
    });
    const [first] = rows;
    if (!first) return null;
    const byKey = rows.flatMap(({ appliedTo: _, ...row }) => {
      const key = (row as Row)[source.shape.key];
      return key === null ? [] : [[String(key), row as Row] as const];
    });
    return { position: first.appliedTo, rows: new Map(byKey) };
  }

  async #find(): Promise<Generation | null> {
    const { name, version } = this.#projection;
    const { rows } = await this.#pool.query<{ generation: number }>({
      name: 'live generation of this version',
      text: `select generation from ops.generations where projection = $1 and version = $2 and shape = $3 and state = 'live'`,
      values: [name, version, shapeOf(this.#projection)],
    });
    return rows[0] ? generationOf(this.#projection, rows[0].generation) : null;
  }

  async #shown(keys: readonly string[]): Promise<TableRows> {
    const { name, table } = this.#projection;
    const { select, shape } = storedTable(name, table, viewOf(name));
    const { rows } = await this.#pool.query<Row>(select, [keys]);
    return { position: null, rows: new Map(rows.map((row) => [String(row[shape.key]), row])) };
  }
}

/** Another program may have put newer tables in their place. */
const nullIfGone = (error: unknown): null => {
  if (error instanceof Error && 'code' in error && error.code === '42P01') return null;
  throw error;
};
