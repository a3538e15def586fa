import type { Pool } from 'pg';
import type { Position } from '../../../application/ports/event-store.ts';

/** Events that the log holds and a read model did not apply (negative: applied too often), as of the last hourly look. */
export interface HoleSeen {
  readonly projection: string;
  readonly generation: number;
  readonly type: string;
  readonly missing: number;
  /** Of the missing event, where it is one. */
  readonly stream: string | null;
  readonly position: Position | null;
  readonly found: Date;
}

export async function holesSeen(pool: Pool): Promise<readonly HoleSeen[]> {
  const { rows } = await pool.query<HoleSeen>(
    'select projection, generation, type, missing::float8 as missing, stream, position, found from ops.holes order by 1, 2, 3',
  );
  return rows;
}
