import { withDuration } from '../../domain/policies/duration-summary.ts';
import { finishesKept } from '../../domain/policies/estimate.ts';
import type { Rollup } from '../engine/projection.ts';
import { withoutTime, withTime } from './latest-times.ts';
import type { ActivityRow, Membership } from './row.ts';
import { activityStatsTable, noStats, statsId, type ActivityStatsRow } from './stats-row.ts';

/** Starts that are kept: far more than tasks run at once. What agents left behind goes first. */
const startsKept = 500;

const memberOf = (row: ActivityRow | null, id: string): Membership | null => row?.members.find((member) => statsId(member) === id) ?? null;

/** The last claim was one of this process in this run. */
const isBy = (row: ActivityRow, { processId, run }: Membership): boolean => row.processId === processId && row.claimRun === run;

const finishBy = (row: ActivityRow, member: Membership): number | null =>
  row.finishedAt && isBy(row, member) ? row.finishedAt.getTime() : null;

const startOf = (row: ActivityRow): number | null => (row.state === 'started' && row.startedAt ? row.startedAt.getTime() : null);

/** What an activity counts for is taken away as it was before a change, … */
function leave(stats: ActivityStatsRow, row: ActivityRow, member: Membership): ActivityStatsRow {
  const finish = finishBy(row, member);
  return {
    ...stats,
    [row.state]: stats[row.state] - 1,
    finished: stats.finished - (finish === null ? 0 : 1),
    finishes: withoutTime(stats.finishes, finish),
    starts: withoutTime(stats.starts, startOf(row)),
  };
}

/** … and added as it is after. */
function enter(stats: ActivityStatsRow, row: ActivityRow, member: Membership): ActivityStatsRow {
  const finish = finishBy(row, member);
  const start = startOf(row);
  const first = start !== null && isBy(row, member) && (!stats.firstStart || start < stats.firstStart.getTime());
  return {
    ...stats,
    [row.state]: stats[row.state] + 1,
    finished: stats.finished + (finish === null ? 0 : 1),
    finishes: withTime(stats.finishes, finish, finishesKept),
    firstStart: first ? row.startedAt : stats.firstStart,
    starts: withTime(stats.starts, start, startsKept),
  };
}

/** What is processed stays so, hence durations only ever come. */
function withItsDuration(stats: ActivityStatsRow, before: ActivityRow | null, after: ActivityRow, member: Membership): ActivityStatsRow {
  const becameSo = after.state === 'processed' && before?.state !== 'processed' && isBy(after, member);
  return becameSo && after.durationMs !== null ? { ...stats, durations: withDuration(stats.durations, after.durationMs) } : stats;
}

const stands = (before: ActivityRow, after: ActivityRow): boolean =>
  before.state === after.state && before.claim === after.claim && before.startedAt === after.startedAt;

/** Running counts and sums per worker run of a process: nothing is counted when they are read. */
export const activityStats: Rollup<ActivityRow, ActivityStatsRow> = {
  name: 'activity_stats',
  table: activityStatsTable,
  /** An activity that a queue takes in as it stands concerns only the process whose queue it is. */
  keys(before, after) {
    const was = before?.members ?? [];
    const is = after?.members ?? [];
    const members = before && after && stands(before, after) ? is.filter((member) => !was.includes(member)) : [...was, ...is];
    return [...new Set(members.map(statsId))];
  },
  fold(row, { before, after }, id) {
    const was = memberOf(before, id);
    const is = memberOf(after, id);
    const newest = is ?? was;
    if (!newest) return row;
    const stats = !row || row.run < newest.run ? noStats(newest) : row;
    const left = before && was?.run === stats.run ? leave(stats, before, was) : stats;
    return after && is?.run === stats.run ? withItsDuration(enter(left, after, is), before, after, is) : left;
  },
};
