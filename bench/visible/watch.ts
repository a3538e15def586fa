import { setTimeout } from 'node:timers/promises';
import type { Client } from 'pg';
import { monotonic } from '../monotonic.ts';
import type { Watched } from './appends.ts';

export interface Awaited {
  readonly row: Watched;
  /** From when on to look for it, on the shared clock. */
  readonly from: number;
}

/** Between two looks. */
const lookMs = 1;
const patienceMs = 60_000;

const texts = {
  activities: 'select id, revision from read.activities where id = any ($1)',
  transcriptions: 'select id, 0 as revision from read.transcriptions where id = any ($1)',
} as const;

/** Looks for rows as people's queries do, again and again from when they are due; answers when each was first seen, by its place. */
export async function watch(client: Client, awaited: readonly Awaited[]): Promise<readonly number[]> {
  const seen: number[] = [];
  const giveUpAt = (awaited.at(-1)?.from ?? 0) + patienceMs;
  let open = awaited.map((of, index) => ({ ...of, index }));
  while (open.length > 0) {
    const now = monotonic();
    if (now > giveUpAt) throw new Error(`${open.length} rows have not become visible.`);
    const due = open.filter(({ from }) => from <= now);
    const found = await look(
      client,
      due.map(({ row }) => row),
    );
    const at = monotonic();
    for (const { row, index } of due) if ((found.get(row.id) ?? -1) >= row.revision) seen[index] = at;
    open = open.filter(({ index }) => seen[index] === undefined);
    await setTimeout(due.length > 0 ? lookMs : Math.max(lookMs, (open[0]?.from ?? 0) - monotonic()));
  }
  return seen;
}

/** Revisions by id. */
async function look(client: Client, rows: readonly Watched[]): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>();
  for (const [table, text] of Object.entries(texts)) {
    const ids = rows.filter((row) => row.table === table).map(({ id }) => id);
    if (ids.length === 0) continue;
    const answer = await client.query<{ id: string; revision: number }>({ name: table, text, values: [ids] });
    for (const { id, revision } of answer.rows) found.set(id, revision);
  }
  return found;
}
