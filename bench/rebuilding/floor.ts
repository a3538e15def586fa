import type { Pool } from 'pg';
import type { Position } from '../../application/ports/event-store.ts';
import type { RebuildSide } from './side.ts';

/** What an event sets in the list, by its columns; what is absent stays. */
type Patch = Record<string, unknown>;
interface Event {
  readonly position: bigint;
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  readonly time: Date;
  readonly data: Record<string, never>;
}

const pageSize = 500;
const columns = {
  id: 'uuid',
  process_id: 'uuid',
  slug: 'text',
  created: 'timestamptz',
  state: 'text',
  agent_id: 'uuid',
  started: 'timestamptz',
  finished: 'timestamptz',
  exit_code: 'integer',
  updated: 'timestamptz',
  revision: 'integer',
} as const;
const names = Object.keys(columns);

const table = `
  create schema if not exists floor;
  drop table if exists floor.tasks, floor.checkpoint;
  create table floor.tasks (${Object.entries(columns)
    .map(([name, type]) => `${name} ${type}`)
    .join(', ')}, primary key (id));
  create table floor.checkpoint (position bigint not null);
  insert into floor.checkpoint values (0);`;
const page = `select position, stream, revision, type, time, data from log.events where position > $1 order by position limit ${pageSize}`;
const upsert = `
  insert into floor.tasks as t (${names.join(', ')})
  select ${names.join(', ')} from json_to_recordset($1::json) as r(${Object.entries(columns)
    .map(([name, type]) => `${name} ${type}`)
    .join(', ')})
  on conflict (id) do update set ${names
    .slice(1)
    .map((name) => `${name} = coalesce(excluded.${name}, t.${name})`)
    .join(', ')}`;

/**
 * The floor: the list of tasks as somebody writes it by hand who needs no more than it. Pages of 500 by position, folded to what they
 * set in each row, one upsert of all those rows and the checkpoint in one transaction. It reads no row before it writes it, knows no
 * other version of an event, and counts nothing beside.
 */
export const floor = (pool: Pool): RebuildSide => ({
  begin: async () => void (await pool.query(table)),
  advance: (until) => upTo(pool, until),
});

async function upTo(pool: Pool, until: Position): Promise<void> {
  const client = await pool.connect();
  try {
    const { rows: at } = await client.query<{ position: bigint }>('select position from floor.checkpoint');
    for (let position = at[0]?.position ?? 0n; position < until;) {
      const { rows } = await client.query<Event>({ name: 'page', text: page, values: [position] });
      const events = rows.filter((event) => event.position <= until);
      const last = events.at(-1);
      if (!last) return;
      position = last.position;
      await client.query('begin; set local synchronous_commit = off');
      await client.query({ name: 'upsert', text: upsert, values: [JSON.stringify(fold(events))] });
      await client.query({ name: 'checkpoint', text: 'update floor.checkpoint set position = $1', values: [position] });
      await client.query('commit');
    }
  } finally {
    client.release();
  }
}

function fold(events: readonly Event[]): readonly Patch[] {
  const patches = new Map<string, Patch>();
  for (const event of events) {
    const id = event.stream.slice('task-'.length);
    let patch = patches.get(id);
    if (!patch) patches.set(id, (patch = { id }));
    patch.updated = event.time;
    patch.revision = event.revision;
    apply(patch, event);
  }
  return [...patches.values()];
}

function apply(patch: Patch, { type, data, time }: Event): void {
  switch (type) {
    case 'TaskCreated':
      Object.assign(patch, { process_id: data.processId, slug: data.slug, created: time, state: 'unscheduled' });
      break;
    case 'TaskQueued':
      patch.state = 'pending';
      break;
    case 'TaskClaimed':
      patch.agent_id = data.agentId;
      break;
    case 'TaskStarted':
      Object.assign(patch, { state: 'running', started: time });
      break;
    case 'TaskCompleted':
    case 'TaskFailed':
      Object.assign(patch, { state: type === 'TaskFailed' ? 'failed' : 'completed', finished: time, exit_code: data.exitCode });
      break;
    case 'TaskRestarted':
      patch.state = data.nextState;
      break;
  }
}
