import { sql, type Kysely } from 'kysely';
import type { Position } from '../../application/ports/event-store.ts';
import type { Tables } from '../tables.ts';
import type { LateReportRow } from './fold.ts';

/** A late report with its process, and whether an operator may adopt it as its task stands. */
export interface LateReport extends LateReportRow {
  readonly processId: string;
  readonly adoptable: boolean;
}

export interface LateReportFilter {
  readonly taskId?: string | undefined;
  readonly processId?: string | undefined;
}

const found = (db: Kysely<Tables>, { taskId, processId }: LateReportFilter) => {
  let query = db.selectFrom('lateReports').innerJoin('tasks', 'tasks.id', 'lateReports.taskId');
  if (taskId !== undefined) query = query.where('lateReports.taskId', '=', taskId);
  if (processId !== undefined) query = query.where('tasks.processId', '=', processId);
  return query;
};

/** `adoptable` says in SQL what the decision to adopt has the last word on. */
const withAdoptable = (db: Kysely<Tables>, filter: LateReportFilter) =>
  found(db, filter)
    .selectAll('lateReports')
    .select('tasks.processId')
    .select((eb) => {
      const may = eb.and([
        eb('tasks.state', '=', 'error'),
        eb('tasks.errorCause', '=', 'agent_lost'),
        eb('tasks.term', '=', eb.ref('lateReports.reportedTerm')),
        eb('lateReports.state', 'in', ['completed', 'failed']),
      ]);
      return sql<boolean>`coalesce(${may}, false)`.as('adoptable');
    });

/** Newest first, those before a position. */
export function lateReportsWhere(
  db: Kysely<Tables>,
  filter: LateReportFilter,
  before: Position | null,
  limit: number,
): Promise<readonly LateReport[]> {
  const query = withAdoptable(db, filter);
  return (before === null ? query : query.where('lateReports.position', '<', before))
    .orderBy('lateReports.position', 'desc')
    .limit(limit)
    .execute();
}

export async function countLateReports(db: Kysely<Tables>, filter: LateReportFilter): Promise<number> {
  const { count } = await found(db, filter)
    .select(({ fn }) => fn.countAll<bigint>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

export const oneLateReport = (db: Kysely<Tables>, id: string): Promise<LateReportRow | undefined> =>
  db.selectFrom('lateReports').selectAll().where('id', '=', id).executeTakeFirst();
