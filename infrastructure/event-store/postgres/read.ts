import type { Pool } from 'pg';
import type { Metadata, Recorded } from '../../../domain/kernel/event.ts';
import { beginning, type LogPage, type Position } from '../../../application/ports/event-store.ts';
import { answered } from './away.ts';

interface StoredRow {
  /** A bigint or its decimal text, by the type parsers of the pool. */
  readonly position: bigint | string;
  readonly stream: string;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly time: Date;
  readonly data: unknown;
  readonly metadata: Metadata;
}

const columns = 'position, stream, revision, id, type, version, time, data, metadata';
const readStreamText = `select ${columns} from log.read_stream($1, $2) limit $3`;

/** Without a limit: to its end. */
export async function readStream(pool: Pool, stream: string, from: number, limit?: number): Promise<readonly Recorded[]> {
  const values = [stream, from, limit ?? null];
  const { rows } = await answered(pool.query<StoredRow>({ name: 'log-read-stream', text: readStreamText, values }));
  return rows.map(recorded);
}

/** Planned anew at each call, against the table's true size: a plan kept from its first days would scan it (see schema.ts). */
export async function readAll(pool: Pool, after: Position, limit: number): Promise<LogPage> {
  const text = `select ${columns} from log.events where position > $1 order by position limit $2`;
  const { rows } = await answered(pool.query<StoredRow>(text, [after, limit]));
  const events = rows.map(recorded);
  return { events, position: events.at(-1)?.position ?? after, caughtUp: events.length < limit };
}

export async function readHead(pool: Pool): Promise<Position> {
  const { rows } = await answered(
    pool.query<Pick<StoredRow, 'position'>>('select position from log.events order by position desc limit 1'),
  );
  return rows[0] ? BigInt(rows[0].position) : beginning;
}

const recorded = (row: StoredRow): Recorded => ({ ...row, position: BigInt(row.position) });
