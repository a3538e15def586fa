import { sql, type Kysely, type SelectQueryBuilder } from 'kysely';
import type { TaskState } from '../../domain/task/states.ts';
import type { Tables } from '../tables.ts';
import type { TaskRow } from './row.ts';

export interface TaskFilter {
  readonly run?: number | undefined;
  readonly states?: readonly TaskState[] | undefined;
}

/** A task's place among those of its process; what has no worker run or chunk comes last. */
export type TaskKey = Pick<TaskRow, 'run' | 'depth' | 'workerRunId' | 'chunk' | 'id'>;

const last = { workerRunId: 'ffffffff-ffff-ffff-ffff-ffffffffffff', chunk: 2_147_483_647 };
const order = sql`run, depth, coalesce(worker_run_id, ${last.workerRunId}::uuid), coalesce(chunk, ${last.chunk}::int), id`;

/** Up to so many tasks of a process behind one of them, in the order of `tasksOfProcesses`. */
export function tasksBehind(
  db: Kysely<Tables>,
  processId: string,
  filter: TaskFilter,
  after: TaskKey | null,
  limit: number,
): Promise<readonly TaskRow[]> {
  let query = filtered(db.selectFrom('tasks').where('processId', '=', processId), filter);
  if (after) {
    const { run, depth, workerRunId, chunk, id } = after;
    const key = sql`${run}::int, ${depth}::int, ${workerRunId ?? last.workerRunId}::uuid, ${chunk ?? last.chunk}::int, ${id}::uuid`;
    query = query.where(sql<boolean>`(${order}) > (${key})`);
  }
  return query.selectAll().orderBy(order).limit(limit).execute();
}

export async function countTasks(db: Kysely<Tables>, processId: string, filter: TaskFilter): Promise<number> {
  const { count } = await filtered(db.selectFrom('tasks').where('processId', '=', processId), filter)
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

function filtered<Output>(query: SelectQueryBuilder<Tables, 'tasks', Output>, { run, states }: TaskFilter) {
  const ofRun = run === undefined ? query : query.where('run', '=', run);
  return states === undefined ? ofRun : ofRun.where((eb) => eb('state', '=', eb.fn.any(eb.val(states))));
}
