import { noDurations, type DurationSummary } from '../../domain/policies/duration-summary.ts';
import type { TableShape } from '../engine/projection.ts';
import type { Membership } from './row.ts';

/** A worker run's activities in the process's queue of one run, its last. Everything here is of that run alone. */
export interface ActivityStatsRow {
  /** `<process>:<worker run>` */
  readonly id: string;
  readonly processId: string;
  readonly workerRunId: string;
  readonly run: number;
  /** Elements of the queue by the state of their activity, whoever brought it there. */
  readonly queued: number;
  readonly started: number;
  readonly processed: number;
  readonly error: number;
  /** Processed or in error by this process in this run. */
  readonly finished: number;
  /**
   * When the latest of those finished, newest first; milliseconds since 1970. A failed element that is begun or queued again takes its
   * finish out, and no older one comes back for it.
   */
  readonly finishes: readonly number[];
  /** When this process first started one in this run. */
  readonly firstStart: Date | null;
  /** When the newest of those that are started now began, newest first; milliseconds since 1970. */
  readonly starts: readonly number[];
  /** Of what this process processed in this run. */
  readonly durations: DurationSummary;
}

export const activityStatsTable: TableShape<ActivityStatsRow> = {
  columns: {
    id: 'text',
    processId: 'uuid',
    workerRunId: 'uuid',
    run: 'int',
    queued: 'int',
    started: 'int',
    processed: 'int',
    error: 'int',
    finished: 'int',
    finishes: 'json',
    firstStart: 'time',
    starts: 'json',
    durations: 'json',
  },
  key: 'id',
  indexes: ['(process_id)'],
};

export const statsId = ({ processId, workerRunId }: Pick<Membership, 'processId' | 'workerRunId'>): string => `${processId}:${workerRunId}`;

/** A new run begins with nothing. */
export const noStats = (member: Membership): ActivityStatsRow => ({
  id: statsId(member),
  ...member,
  queued: 0,
  started: 0,
  processed: 0,
  error: 0,
  finished: 0,
  finishes: [],
  firstStart: null,
  starts: [],
  durations: noDurations,
});
