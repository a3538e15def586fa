import type { Recorded } from '../../domain/kernel/event.ts';
import type { TaskEvent } from '../../domain/task/events.ts';
import type { FinalState } from '../../domain/task/states.ts';
import type { Projection } from '../engine/projection.ts';
import { streamId } from '../engine/stream-id.ts';
import { processRuns } from './process-runs.ts';
import { taskTable, type TaskRow } from './row.ts';

type Taken = Exclude<TaskEvent, { type: 'ArtifactAdded' | 'TaskLogUploaded' }>;
type Of<Type extends Taken['type']> = Recorded<Extract<Taken, { type: Type }>>;

/** What one attempt leaves in the row. */
const fresh = {
  agentId: null,
  runnerId: null,
  gpuId: null,
  container: null,
  started: null,
  stopCause: null,
  stopRequested: null,
  finished: null,
  exitCode: null,
  errorCause: null,
  errorDetail: null,
} as const;

const unclaimed = { claimLive: false, agentId: null, runnerId: null, gpuId: null, container: null, started: null } as const;

function created({ data, time, position, revision }: Of<'TaskCreated'>): TaskRow {
  const { taskId: id, ttlSeconds: ttl, expiry, ...planned } = data;
  const claim = { term: 0, claimLive: false, claimed: null, claimEnded: null };
  return {
    id,
    ...planned,
    ttl,
    expiry: new Date(expiry),
    state: 'unscheduled',
    attempt: 1,
    queued: null,
    ...claim,
    ...fresh,
    lateReports: 0,
    created: time,
    updated: time,
    position,
    revision,
  };
}

/** A final state ends the claim, if there is one. */
const ended = (row: TaskRow, state: FinalState, time: Date): TaskRow => ({
  ...row,
  state,
  finished: time,
  claimEnded: row.claimLive ? time : row.claimEnded,
  claimLive: false,
});

/** Always a copy, which its caller may still change. */
function fold(row: TaskRow, { type, data, time }: Recorded<Exclude<Taken, { type: 'TaskCreated' }>>): TaskRow {
  switch (type) {
    case 'TaskQueued':
      return { ...row, state: 'pending', queued: time };
    case 'TaskClaimed': {
      const { term, agentId, runnerId, gpuId } = data;
      return { ...row, term, agentId, runnerId, gpuId, claimLive: true, claimed: time, claimEnded: null };
    }
    case 'TaskClaimReleased':
      return { ...row, ...unclaimed, state: 'pending', claimEnded: time };
    case 'TaskStarted':
      return { ...row, state: 'running', container: data.container, started: time };
    case 'TaskStopRequested':
      return { ...row, state: 'stopping', stopCause: data.cause, stopRequested: time };
    case 'TaskCompleted':
      return { ...ended(row, 'completed', time), exitCode: data.exitCode };
    case 'TaskFailed':
      return { ...ended(row, 'failed', time), exitCode: data.exitCode };
    case 'TaskErrored':
      return { ...ended(row, 'error', time), errorCause: data.cause, errorDetail: data.detail };
    case 'TaskStopped':
      return ended(row, 'stopped', time);
    case 'TaskRestarted': {
      const { attempt, nextState: state } = data;
      return { ...row, ...fresh, state, attempt, queued: state === 'pending' ? time : null };
    }
    case 'LateReportRefused':
      return { ...row, lateReports: row.lateReports + 1 };
    case 'LateReportAdopted':
      return { ...row, errorCause: null, errorDetail: null };
  }
}

export const tasks: Projection<TaskRow, Taken> = {
  name: 'tasks',
  version: 2,
  table: taskTable,
  takes: [
    'TaskCreated',
    'TaskQueued',
    'TaskClaimed',
    'TaskClaimReleased',
    'TaskStarted',
    'TaskStopRequested',
    'TaskCompleted',
    'TaskFailed',
    'TaskErrored',
    'TaskStopped',
    'TaskRestarted',
    'LateReportRefused',
    'LateReportAdopted',
  ],
  keys: (recorded) => [streamId(recorded)],
  fold(row, recorded) {
    if (recorded.type === 'TaskCreated') return created(recorded);
    return row && Object.assign(fold(row, recorded), { updated: recorded.time, revision: recorded.revision });
  },
  settled: [
    'corpusId',
    'slug',
    'depth',
    'kind',
    'step',
    'workerRunId',
    'chunk',
    'chunks',
    'parents',
    'image',
    'command',
    'shmSize',
    'env',
    'extraFiles',
    'imageArtifact',
    'requiresGpu',
    'needs',
    'farmId',
    'priority',
    'ttl',
    'expiry',
    'planned',
    'originalTaskId',
    'created',
    'position',
  ],
  rollups: [processRuns],
};
