import type { ActivityClaim } from '../../domain/activity/events.ts';
import type { TableShape } from '../engine/projection.ts';

/** A process in whose queue the activity is, by its last run that queued it. */
export interface Membership {
  readonly processId: string;
  readonly workerRunId: string;
  readonly run: number;
}

/** An activity, shared by all processes that queue it. */
export interface ActivityRow {
  readonly id: string;
  readonly elementId: string;
  /** Null before its first start. */
  readonly corpusId: string | null;
  readonly workerVersionId: string;
  readonly modelVersionId: string | null;
  readonly configurationId: string | null;
  readonly state: 'queued' | 'started' | 'processed' | 'error';
  /** Of the last claim, else those that queued it last. */
  readonly processId: string;
  readonly workerRunId: string;
  readonly claim: ActivityClaim | null;
  /** Run of `processId` in which that claim spoke last. */
  readonly claimRun: number | null;
  readonly members: readonly Membership[];
  /** Its last start; null when it never started, or was queued again since. */
  readonly startedAt: Date | null;
  /** Null unless it is processed or in error. */
  readonly finishedAt: Date | null;
  /** From the last start to the finish, in milliseconds. */
  readonly durationMs: number | null;
  readonly created: Date;
  readonly updated: Date;
  readonly position: bigint;
  /** Of its own stream; -1 while it has only been queued. */
  readonly revision: number;
}

export const activityTable: TableShape<ActivityRow> = {
  columns: {
    id: 'uuid',
    elementId: 'uuid',
    corpusId: 'uuid',
    workerVersionId: 'uuid',
    modelVersionId: 'uuid',
    configurationId: 'uuid',
    state: 'text',
    processId: 'uuid',
    workerRunId: 'uuid',
    claim: 'json',
    claimRun: 'int',
    members: 'json',
    startedAt: 'time',
    finishedAt: 'time',
    // Integers beyond the 24 days that `int` holds, exact up to 2^53.
    durationMs: 'float',
    created: 'time',
    updated: 'time',
    position: 'bigint',
    revision: 'int',
  },
  key: 'id',
  indexes: [],
};
