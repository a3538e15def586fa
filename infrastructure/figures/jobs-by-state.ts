import type { Pool } from 'pg';
import type { Reading } from './prometheus.ts';

export async function jobsByState(pool: Pool): Promise<readonly Reading[]> {
  const { rows } = await pool.query<{ open: number; parked: number }>(
    `select (count(*) filter (where parked is null))::int as open, (count(*) filter (where parked is not null))::int as parked
       from ops.open_jobs`,
  );
  return Object.entries(rows[0] ?? {}).map(([state, value]) => ({ labels: { state }, value }));
}
