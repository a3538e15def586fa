import type { Pool } from 'pg';
import { beginning, type EventStore, type Position } from '../../../application/ports/event-store.ts';
import { Counting, parseApplied, storedCounts, type AppliedCounts, type StoredCounts } from '../applied-counts.ts';

const pageSize = 1_000;

/** What the log holds up to a position, by event type; kept, so that each event is counted once in its life. */
export interface Census {
  readonly position: Position;
  readonly counts: AppliedCounts;
}

export async function keptCensus(pool: Pool): Promise<Census> {
  const { rows } = await pool.query<{ position: Position; counts: StoredCounts }>('select position, counts from ops.log_census');
  return rows[0] ? { position: rows[0].position, counts: parseApplied(rows[0].counts)! } : { position: beginning, counts: new Map() };
}

export const keepCensus = async (pool: Pool, { position, counts }: Census): Promise<void> => {
  await pool.query(
    `insert into ops.log_census (position, counts, taken) values ($1, $2, now())
      on conflict (id) do update set position = excluded.position, counts = excluded.counts, taken = excluded.taken
        where log_census.position < excluded.position`,
    [position, storedCounts(counts)],
  );
};

/**
 * Counts the log on from a census, reading it anew, and answers one census for each of these positions (none before the census), in
 * rising order. It stops early when the signal aborts.
 */
export async function* countOn(
  store: Pick<EventStore, 'readAll'>,
  from: Census,
  positions: readonly Position[],
  signal: AbortSignal,
): AsyncGenerator<Census, void, undefined> {
  const counting = new Counting(from.counts);
  let at = from.position;
  for (const until of [...new Set(positions)].sort((a, b) => (a < b ? -1 : 1))) {
    while (at < until) {
      const page = await store.readAll(at, pageSize);
      if (signal.aborted) return;
      const events = page.events.filter(({ position }) => position <= until);
      for (const event of events) counting.add(event);
      at = page.position < until && !page.caughtUp ? page.position : until;
    }
    yield { position: until, counts: counting.counts() };
  }
}
