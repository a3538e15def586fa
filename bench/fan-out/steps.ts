import type pg from 'pg';
import { monotonic } from '../monotonic.ts';

/** What the log tells of a run: how many of its tasks were made and queued, and whether its root is done. */
interface Seen {
  position: bigint;
  made: number;
  queued: number;
  rootDone: boolean;
}

/** When each step of a fan-out was seen in the log. */
export interface Steps {
  /** All tasks made, the root queued. */
  readonly planned: number;
  readonly rootDone: number;
  /** All children queued. */
  readonly queued: number;
  /** Position of the last event of these. */
  readonly position: bigint;
}

/** Looks this often: it adds as much to a figure at most. */
const everyMs = 10;
const pageSize = 5_000;

/** Follows the log of a run of one root and so many children from a position on, as any other program could. */
export async function follow(database: pg.Client, after: bigint, children: number): Promise<Steps> {
  const seen: Seen = { position: after, made: 0, queued: 0, rootDone: false };
  let [planned, rootDone] = [0, 0];
  for (;;) {
    await look(database, seen);
    const now = monotonic();
    if (planned === 0 && seen.made === children + 1 && seen.queued > 0) planned = now;
    if (rootDone === 0 && seen.rootDone) rootDone = now;
    if (seen.queued === children + 1) return { planned, rootDone, queued: now, position: seen.position };
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

async function look(database: pg.Client, seen: Seen): Promise<void> {
  const { rows } = await database.query<{ position: bigint; type: string }>(
    `select position, type from log.events where position > $1 order by position limit ${pageSize}`,
    [seen.position],
  );
  for (const { position, type } of rows) {
    seen.position = position;
    if (type === 'TaskCreated') seen.made++;
    if (type === 'TaskQueued') seen.queued++;
    if (type === 'TaskCompleted') seen.rootDone = true;
  }
}
