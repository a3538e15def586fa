import type { ClientBase, QueryConfig } from 'pg';
import type { Row, StoredTable } from './stored-table.ts';

/** What a page does to a table: each row once. */
export interface TableChange {
  readonly upserts: readonly Row[];
  /** Rows that are there, of which only some columns change. */
  readonly updates: readonly ColumnsChange[];
  readonly deletes: readonly string[];
}

export interface ColumnsChange {
  readonly properties: readonly string[];
  readonly rows: readonly Row[];
}

/** From rows by key; null: the row goes. */
export function changeOf(changed: Iterable<readonly [key: string, row: Row | null]>): TableChange {
  const upserts: Row[] = [];
  const deletes: string[] = [];
  for (const [key, row] of changed)
    if (row === null) deletes.push(key);
    else upserts.push(row);
  return { upserts, updates: [], deletes };
}

const rowsPerStatement = 1000;

/** Writes a table's changes. Rejects with the first statement that failed, once all have ended. */
export async function writeRows(client: ClientBase, table: StoredTable, change: TableChange): Promise<void> {
  await inOrder(statementsOf(table, change).map((statement) => client.query(statement)));
}

function statementsOf(table: StoredTable, { upserts, updates, deletes }: TableChange): readonly QueryConfig[] {
  const statements: QueryConfig[] = [];
  if (deletes.length > 0) statements.push({ name: `delete ${table.relation}`, text: table.remove, values: [deletes] });
  for (const rows of chunksOf(upserts)) {
    statements.push({
      name: `upsert ${table.relation}`,
      text: table.upsert,
      values: [asJson(table, rows, Object.keys(table.shape.columns))],
    });
  }
  for (const { properties, rows } of updates) {
    const text = table.update(properties);
    for (const some of chunksOf(rows)) statements.push({ text, values: [asJson(table, some, [table.shape.key, ...properties])] });
  }
  return statements;
}

function* chunksOf(rows: readonly Row[]): Generator<readonly Row[]> {
  for (let at = 0; at < rows.length; at += rowsPerStatement) yield rows.slice(at, at + rowsPerStatement);
}

/** Times are spelled out before: left to `JSON.stringify` they take most of its time. */
const asJson = ({ texts }: StoredTable, rows: readonly Row[], properties: readonly string[]): string =>
  JSON.stringify(
    rows.map((row) => {
      const written: Record<string, unknown> = {};
      for (const property of properties) written[property] = texts.has(property) ? asText(row[property]) : row[property];
      return written;
    }),
  );

/** Columns of a row often hold one and the same time. */
let spelled: { readonly time: Date; readonly text: string } | null = null;

function asText(value: unknown): unknown {
  if (value instanceof Date) return (spelled?.time === value ? spelled : (spelled = { time: value, text: value.toISOString() })).text;
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
