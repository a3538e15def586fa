import { join } from 'node:path';
import pg from 'pg';
import { EmbeddedPostgres } from '../../../../../infrastructure/database/embedded/embedded-postgres.ts';
import { readPostmaster } from '../../../../../infrastructure/database/embedded/postmaster-file.ts';
import { eventually } from '../../../../support/eventually.ts';

/** The process id of the server that holds the home folder, if one does. */
export function serverOf(home: string): number | undefined {
  return readPostmaster(join(home, 'pgdata'))?.pid;
}

/** Waits until no server is left. */
export async function serverGone(home: string): Promise<void> {
  await eventually('the server is gone', () => serverOf(home) === undefined);
}

/** Opens the database for one question, in this process. */
export async function query<Row extends pg.QueryResultRow>(home: string, text: string, values: unknown[] = []): Promise<Row[]> {
  const database = new EmbeddedPostgres(home);
  const client = new pg.Client(await database.open());
  await client.connect();
  const { rows } = await client.query<Row>(text, values);
  await client.end();
  await database.close();
  return rows;
}

/** Those of the acknowledged rows that the database does not have. */
export async function missing(home: string, acknowledged: readonly string[]): Promise<string[]> {
  const rows = await query<{ row: string }>(home, 'select row from unnest($1::text[]) as told(row) except select row from written', [
    acknowledged,
  ]);
  return rows.map(({ row }) => row);
}
