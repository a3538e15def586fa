import { sql, type Kysely, type RawBuilder } from 'kysely';
import { precedence, type TaskCounts } from '../../domain/policies/process-state.ts';
import type { TaskState } from '../../domain/task/states.ts';
import type { Tables } from '../tables.ts';
import type { ProcessRow } from './row.ts';

/** The state shown of a process whose last run is joined as `process_runs`: the policy's order, said in SQL. */
export const shownState = (): RawBuilder<TaskState> => {
  const cases = precedence.map((state) => sql`when ${sql.ref(`processRuns.${state}`)} > 0 then ${sql.lit(state)}`);
  return sql<TaskState>`case ${sql.join(cases, sql` `)} else 'unscheduled' end`;
};

/** Tasks of the last run by state, by process; a process without tasks is absent. */
export async function countsOf(db: Kysely<Tables>, rows: readonly Pick<ProcessRow, 'id'>[]): Promise<ReadonlyMap<string, TaskCounts>> {
  if (rows.length === 0) return new Map();
  const found = await db
    .selectFrom('processes')
    .innerJoin('processRuns', (join) =>
      join.onRef('processRuns.processId', '=', 'processes.id').onRef('processRuns.run', '=', 'processes.run'),
    )
    .selectAll('processRuns')
    .where(
      'processes.id',
      'in',
      rows.map(({ id }) => id),
    )
    .execute();
  return new Map(found.map(({ processId, ...counts }) => [processId, counts]));
}
