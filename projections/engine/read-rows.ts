import type { ClientBase } from 'pg';
import type { Row, StoredTable } from './stored-table.ts';

type Client = Pick<ClientBase, 'query'>;

/** The rows with these keys, by key, in one query; keys without a row are absent. */
export const readRows = (client: Client, table: StoredTable, keys: readonly string[]): Promise<Map<string, Row>> =>
  read(client, { name: `select ${table.relation}`, text: table.select }, table, keys);

/** The same, without the columns that are settled. */
export const readChanging = (client: Client, table: StoredTable, keys: readonly string[]): Promise<Map<string, Row>> =>
  read(client, { name: `select changing ${table.relation}`, text: table.selectChanging }, table, keys);

async function read(
  client: Client,
  statement: { readonly name: string; readonly text: string },
  { shape }: StoredTable,
  keys: readonly string[],
): Promise<Map<string, Row>> {
  if (keys.length === 0) return new Map();
  const { rows } = await client.query<Row>({ ...statement, values: [keys] });
  return new Map(rows.map((row) => [String(row[shape.key]), row]));
}
