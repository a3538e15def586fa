import type { Kysely } from 'kysely';
import type { RunsLook } from '../../application/ports/look/runs.ts';
import type { Tables } from '../tables.ts';

/** What the process manager begins a run's board with. */
export const runsLook = (db: Kysely<Tables>): RunsLook => ({
  async lastRun(processId) {
    const row = await db
      .selectFrom('processes')
      .select(['run', 'taskCount', 'generation', 'finished as finishedAt'])
      .where('id', '=', processId)
      .executeTakeFirst();
    if (!row || row.run === 0) return null;
    const tasks = await db
      .selectFrom('tasks')
      .select(['id', 'parents', 'state', 'revision'])
      .where('processId', '=', processId)
      .where('run', '=', row.run)
      .orderBy('position')
      .execute();
    return { processId, ...row, tasks };
  },
  async processOfTask(taskId) {
    const row = await db.selectFrom('tasks').select('processId').where('id', '=', taskId).executeTakeFirst();
    return row?.processId ?? null;
  },
});
