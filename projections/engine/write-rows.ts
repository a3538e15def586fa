import type { ClientBase, QueryConfig } from 'pg';
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
    const rows = asJson(table, upserts.slice(at, at + rowsPerStatement));
    statements.push({ name: `upsert ${table.relation}`, text: table.upsert, values: [rows] });
  }
  return statements;
}

/** Times are spelled out before: left to `JSON.stringify` they take most of its time. */
function asJson({ texts }: StoredTable, rows: readonly Row[]): string {
  if (texts.length === 0) return JSON.stringify(rows);
  const encoded = rows.map((row) => {
    const copy: Record<string, unknown> = { ...row };
    for (const property of texts) copy[property] = asText(copy[property]);
    return copy;
  });
  return JSON.stringify(encoded);
}

function asText(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'bigint' ? value.toString() : value;
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
