import type { ClientBase } from 'pg';
import type { Row, StoredTable } from './stored-table.ts';

/** The rows with these keys, by key, in one query; keys without a row are absent. */
export async function readRows(client: ClientBase, table: StoredTable, keys: readonly string[]): Promise<Map<string, Row>> {
  if (keys.length === 0) return new Map();
  const { rows } = await client.query<Row>({ name: `select ${table.relation}`, text: table.select, values: [keys] });
  return new Map(rows.map((row) => [String(row[table.shape.key]), row]));
}

/** The same, without the columns that are settled. */
export async function readChanging(client: ClientBase, table: StoredTable, keys: readonly string[]): Promise<Map<string, Row>> {
  const { rows } = await client.query<Row>({ name: `select changing ${table.relation}`, text: table.selectChanging, values: [keys] });
  return new Map(rows.map((row) => [String(row[table.shape.key]), row]));
}
