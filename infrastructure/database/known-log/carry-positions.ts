import type { ClientBase } from 'pg';
import type { TranslatedCheckpoint } from '../../../application/log/copy/translation.ts';
import { placePositions, reactorCheckpoints } from './held-positions.ts';

type Queries = Pick<ClientBase, 'query'>;

/** Tables of reactors; one that works on the copy goes on where it was on the log, with the jobs that were open there. */
const tables = [
  { table: 'ops.checkpoints', own: reactorCheckpoints },
  { table: 'ops.effective_from', own: 'true' },
  { table: 'ops.open_jobs', own: 'true' },
] as const;

/**
 * Takes what reactors keep from one database to another, in the place of what is there. Call it in a transaction of the second.
 * @param translated of every position in the first database; what it lacks stays behind
 */
export async function carryPositions(from: Queries, to: Queries, translated: readonly TranslatedCheckpoint[]): Promise<void> {
  for (const { table, own } of tables) {
    const { rows } = await from.query<{ row: object }>(`select to_jsonb(c) as row from ${table} c where ${own}`);
    await to.query(`delete from ${table} c where ${own}`);
    await to.query(`insert into ${table} overriding system value select r.* from jsonb_populate_recordset(null::${table}, $1::jsonb) r`, [
      JSON.stringify(rows.map(({ row }) => row)),
    ]);
  }
  await placePositions(to, new Map(translated.map(({ name, to: position }) => [name, position])));
}
