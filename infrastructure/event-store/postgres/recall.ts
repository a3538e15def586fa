import type { Pool } from 'pg';
import { answerNothing, answerStale, expectedAt, revisionOf } from '../../../application/log/repetition.ts';
import type { Appended, Expected } from '../../../application/ports/event-store.ts';
import { answered } from './away.ts';

interface Row {
  readonly actual: number;
  readonly id: string | null;
  readonly revision: number;
  readonly position: bigint | string;
}

const text = `
  select coalesce(head.revision, -1) as actual, held.id, held.revision, held.position
  from (select max(revision) as revision from log.events where stream = $1) head
  left join log.events held on held.stream = $1 and held.revision > $2 and (held.revision <= $2 + cardinality($3::uuid[]) or held.id = any ($3))
  order by held.revision`;

/**
 * What an append is told whose stream was not where expected: see {@link answerStale}. Null when the stream has got there by now,
 * so that the append may be tried again.
 */
export async function recall(pool: Pool, stream: string, expected: Expected, ids: readonly string[]): Promise<Appended | null> {
  const { rows } = await answered(pool.query<Row>(text, [stream, revisionOf(expected), ids]));
  const actual = expectedAt(rows[0]?.actual ?? -1);
  if (actual === expected) return null;
  const held = rows.flatMap(({ id, revision, position }) => (id === null ? [] : [{ id, revision, position: BigInt(position) }]));
  return answerStale(stream, expected, ids, held, actual);
}

/** What an append of nothing is told: see {@link answerNothing}. */
export async function standing(pool: Pool, stream: string, expected: Expected): Promise<Appended> {
  const last = 'select revision, position from log.events where stream = $1 order by revision desc limit 1';
  const { rows } = await answered(pool.query<Pick<Row, 'revision' | 'position'>>(last, [stream]));
  return answerNothing(stream, expected, rows[0] && { revision: rows[0].revision, position: BigInt(rows[0].position) });
}
