import type { Pool, PoolClient } from 'pg';
import { tablesOf, type Generation } from '../generation.ts';
import type { StoredTable } from '../stored-table.ts';
import { rowsThatDiffer, type Difference } from './differences.ts';

/** The rows of a table in two numbers: as many, and the sum of a hash of each, whatever their order. */
export interface Checksum {
  readonly rows: number;
  readonly checksum: string;
}

/** What became of comparing a generation with the live one, both at one position. */
export interface Verification {
  readonly equal: boolean;
  /** At which both stood. */
  readonly position: string;
  /** Whether every row was compared, not the sums alone. */
  readonly full: boolean;
  readonly tables: readonly (Checksum & { readonly name: string; readonly live: Checksum })[];
  /** Up to 100 rows of each table that differs. */
  readonly differences: readonly Difference[];
}

/**
 * Compares two generations of one version in one snapshot of the database: nothing moves in it, and nobody has to wait. Null when they
 * do not stand at one position in it: try again, as they follow the log together.
 */
export async function compareGenerations(pool: Pool, live: Generation, next: Generation, full: boolean): Promise<Verification | null> {
  const client = await pool.connect();
  try {
    await client.query(`begin isolation level repeatable read read only; set local timezone = 'UTC'`);
    const position = await commonPosition(client, live, next);
    if (position === null) return null;
    const tables = [];
    const differences: Difference[] = [];
    const lives = tablesOf(live);
    for (const [index, table] of tablesOf(next).entries()) {
      const shown = lives[index]!;
      const sums = { name: table.name, ...(await checksumOf(client, table)), live: await checksumOf(client, shown) };
      tables.push(sums);
      const same = sums.rows === sums.live.rows && sums.checksum === sums.live.checksum;
      if (full || !same) differences.push(...(await rowsThatDiffer(client, shown, table)));
    }
    const same = tables.every(({ rows, checksum, live: other }) => rows === other.rows && checksum === other.checksum);
    return { equal: same && differences.length === 0, position: position.toString(), full, tables, differences };
  } finally {
    await client.query('rollback').catch(() => undefined);
    client.release();
  }
}

async function commonPosition(client: PoolClient, ...generations: readonly Generation[]): Promise<bigint | null> {
  const { rows } = await client.query<{ position: bigint }>('select position from ops.checkpoints where name = any($1)', [
    generations.map(({ checkpoint }) => checkpoint),
  ]);
  const [first, ...others] = rows;
  return first && others.length === generations.length - 1 && others.every(({ position }) => position === first.position)
    ? first.position
    : null;
}

async function checksumOf(client: PoolClient, { relation }: StoredTable): Promise<Checksum> {
  const { rows } = await client.query<Checksum>(
    `select count(*)::float8 as rows, coalesce(sum(hashtextextended(t::text, 0)), 0)::text as checksum from ${relation} t`,
  );
  return rows[0]!;
}
