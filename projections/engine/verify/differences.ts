import type { ClientBase } from 'pg';
import type { StoredTable } from '../stored-table.ts';

/** A row that a rebuild from the log makes otherwise. Columns in snake_case; null = no row. */
export interface Difference {
  readonly table: string;
  readonly key: string;
  readonly live: unknown;
  readonly rebuilt: unknown;
}

const mostPerTable = 100;

/** Every row of two tables compared: those that are not the same, up to 100. */
export async function rowsThatDiffer(client: ClientBase, live: StoredTable, rebuilt: StoredTable): Promise<readonly Difference[]> {
  const { rows } = await client.query<Difference>(
    `select $1 as table, coalesce(l.${live.keyColumn}, r.${live.keyColumn})::text as key, to_jsonb(l) as live, to_jsonb(r) as rebuilt
       from ${live.relation} l full join ${rebuilt.relation} r on l.${live.keyColumn} = r.${live.keyColumn}
      where l is distinct from r order by 2 limit ${mostPerTable}`,
    [live.name],
  );
  return rows;
}
