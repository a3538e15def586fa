import { createHash } from 'node:crypto';
import { checkpointOf, relationOf } from './names.ts';
import type { AnyProjection, RollupOfAny } from './projection.ts';
import { storedTable, type StoredTable } from './stored-table.ts';

/** One set of tables of a projection, with a checkpoint of its own: the live one that people read, or one being built beside it. */
export interface Generation {
  readonly projection: AnyProjection;
  readonly number: number;
  /** Its name in `ops.checkpoints`. */
  readonly checkpoint: string;
  readonly source: StoredTable;
  readonly rollups: readonly RollupTable[];
}

export interface RollupTable {
  readonly rollup: RollupOfAny;
  readonly table: StoredTable;
}

/** `relation` says where a table lies, when not where generations lie. */
export const generationOf = (
  projection: AnyProjection,
  number: number,
  relation = (table: string) => relationOf(table, number),
): Generation => ({
  projection,
  number,
  checkpoint: checkpointOf(projection.name, number),
  source: storedTable(projection.name, projection.table, relation(projection.name), projection.settled),
  rollups: rollupsOf(projection).map((rollup) => ({ rollup, table: storedTable(rollup.name, rollup.table, relation(rollup.name)) })),
});

export const tablesOf = (generation: Generation): readonly StoredTable[] => [
  generation.source,
  ...generation.rollups.map(({ table }) => table),
];

const rollupsOf = (projection: AnyProjection): readonly RollupOfAny[] => projection.rollups ?? [];

/**
 * Digest of a projection's tables and event types. Tables whose digest differs from the program's are rebuilt even when somebody
 * forgot to raise the version; a changed `fold` alone shows in the version only.
 */
export function shapeOf(projection: AnyProjection): string {
  const tables = [projection, ...rollupsOf(projection)].map(({ name, table }) => [name, table]);
  return createHash('sha256')
    .update(JSON.stringify([tables, projection.takes]))
    .digest('hex')
    .slice(0, 16);
}
