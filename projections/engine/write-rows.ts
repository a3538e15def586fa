import type { ClientBase, QueryConfig } from 'pg';
import { columnArray } from './column-array.ts';
import type { ColumnType } from './projection.ts';
import type { Row, StoredTable } from './stored-table.ts';

/** What a page does to a table: each row once. */
export interface TableChange {
  readonly upserts: readonly Row[];
  readonly deletes: readonly string[];
}

/** From rows by key; null: the row goes. */
export function changeOf(changed: Iterable<readonly [key: string, row: Row | null]>): TableChange {
  const upserts: Row[] = [];
  const deletes: string[] = [];
  for (const [key, row] of changed)
    if (row === null) deletes.push(key);
    else upserts.push(row);
  return { upserts, deletes };
}

const rowsPerStatement = 2000;

/** Writes a table's changes. Rejects with the first statement that failed, once all have ended. */
export async function writeRows(client: ClientBase, table: StoredTable, change: TableChange): Promise<void> {
  await inOrder(statementsOf(table, change).map((statement) => client.query(statement)));
}

function statementsOf(table: StoredTable, { upserts, deletes }: TableChange): readonly QueryConfig[] {
  const statements: QueryConfig[] = [];
  if (deletes.length > 0) statements.push({ name: `delete ${table.relation}`, text: table.remove, values: [deletes] });
  for (let at = 0; at < upserts.length; at += rowsPerStatement) {
    const rows = upserts.slice(at, at + rowsPerStatement);
    const values = Object.entries<ColumnType>(table.shape.columns).map(([property, type]) => columnArray(rows, property, type));
    statements.push({ name: `upsert ${table.relation}`, text: table.upsert, values });
  }
  return statements;
}

/**
 * Waits for statements that were sent in this order on one connection. The first that failed is the cause; those after it fail
 * because their transaction is over.
 */
export async function inOrder<T>(sent: readonly Promise<T>[]): Promise<T[]> {
  const settled = await Promise.allSettled(sent);
  return settled.map((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
}
