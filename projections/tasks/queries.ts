import type { Kysely } from 'kysely';
import type { Tables } from '../tables.ts';
import type { TaskRow } from './row.ts';

export type TaskWaiting = Pick<TaskRow, 'id' | 'slug' | 'state' | 'parents'>;

export const oneTask = (db: Kysely<Tables>, id: string): Promise<TaskRow | undefined> =>
  db.selectFrom('tasks').selectAll().where('id', '=', id).executeTakeFirst();

/** Every task of these processes, of all runs: by run, depth, worker run and chunk. */
export async function tasksOfProcesses(db: Kysely<Tables>, processIds: readonly string[]): Promise<readonly TaskRow[]> {
  if (processIds.length === 0) return [];
  return db
    .selectFrom('tasks')
    .selectAll()
    .where('processId', 'in', processIds)
    .orderBy('run')
    .orderBy('depth')
    .orderBy('workerRunId')
    .orderBy('chunk')
    .orderBy('id')
    .execute();
}

/**
 * What it takes to tell why tasks of a run (null: the last one) wait: those that may, and what unscheduled ones among them wait for; in
 * the order of the run.
 */
export async function waitingOfRun(db: Kysely<Tables>, processId: string, run: number | null): Promise<readonly TaskWaiting[]> {
  const ofProcess = db.selectFrom('tasks').where('processId', '=', processId);
  const ofRun = ofProcess.where('run', '=', run ?? ofProcess.select((eb) => eb.fn.max('run').as('run')));
  const parents = ofRun.where('state', '=', 'unscheduled').select((eb) => eb.fn<string>('unnest', ['parents']).as('id'));
  return ofRun
    .select(['id', 'slug', 'state', 'parents'])
    .where('state', '!=', 'completed')
    .where((eb) => eb.or([eb('state', 'in', ['unscheduled', 'pending', 'stopping']), eb('id', 'in', parents)]))
    .orderBy('depth')
    .orderBy('workerRunId')
    .orderBy('chunk')
    .orderBy('id')
    .execute();
}

/** Ids of every task of a process, of all runs, in the order of their creation. */
export async function taskIdsOf(db: Kysely<Tables>, processId: string): Promise<readonly string[]> {
  const rows = await db.selectFrom('tasks').select('id').where('processId', '=', processId).orderBy('position').execute();
  return rows.map(({ id }) => id);
}

/** Whether an agent holds, or held last, a task of this process. */
export async function agentWorksFor(db: Kysely<Tables>, agentId: string, processId: string): Promise<boolean> {
  const row = await db
    .selectFrom('tasks')
    .select('id')
    .where('processId', '=', processId)
    .where('agentId', '=', agentId)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether a task is a parent of one that this agent has a live claim on. */
export async function isParentForAgent(db: Kysely<Tables>, agentId: string, taskId: string): Promise<boolean> {
  const row = await db
    .selectFrom('tasks')
    .select('id')
    .where('claimLive', '=', true)
    .where('agentId', '=', agentId)
    .where((eb) => eb(eb.val(taskId), '=', eb.fn.any('parents')))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
