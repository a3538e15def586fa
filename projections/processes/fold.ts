import type { ActivityQueueEvent } from '../../domain/activity-queue/events.ts';
import type { Recorded } from '../../domain/kernel/event.ts';
import type { ProcessEvent } from '../../domain/process/events.ts';
import type { Projection } from '../engine/projection.ts';
import { streamId } from '../engine/stream-id.ts';
import { processTable, type ProcessRow } from './row.ts';

type Taken = Exclude<ProcessEvent, { type: `WorkerRun${string}` }> | Exclude<ActivityQueueEvent, { type: 'ActivitiesQueued' }>;
type Of<Type extends Taken['type']> = Recorded<Extract<Taken, { type: Type }>>;

function created({ data, time, position, revision }: Of<'ProcessCreated'>): ProcessRow {
  const { processId: id, setup, ...about } = data;
  return {
    id,
    ...about,
    ...setup,
    run: 0,
    generation: 0,
    taskCount: 0,
    stopRequested: false,
    chunks: null,
    thumbnails: null,
    workerActivity: null,
    ttl: null,
    farmId: null,
    started: null,
    finished: null,
    activityState: 'disabled',
    created: time,
    updated: time,
    position,
    revision,
  };
}

function started(row: ProcessRow, { data, time }: Of<'ProcessStarted' | 'ProcessRetried'>): ProcessRow {
  const { run, farmId, chunks, thumbnails, useCache, useGpu, workerActivity, ttlSeconds: ttl, taskCount } = data;
  const options = { farmId, chunks, thumbnails, useCache, useGpu, workerActivity, ttl, taskCount };
  const activityState = workerActivity ? 'pending' : 'disabled';
  return { ...row, run, ...options, generation: 0, stopRequested: false, started: time, finished: null, activityState };
}

/** A queue counts for the run it was made for. */
const queued = (row: ProcessRow, run: number, activityState: ProcessRow['activityState']): ProcessRow =>
  row.run === run ? { ...row, activityState } : row;

function fold(row: ProcessRow, recorded: Recorded<Taken>): ProcessRow | null {
  const { type, data, time } = recorded;
  switch (type) {
    case 'ProcessCreated':
      return row;
    case 'ProcessRenamed':
      return { ...row, name: data.name };
    case 'ProcessConfigured': {
      const { setup, ...rest } = data;
      return { ...row, ...rest, ...setup };
    }
    case 'ProcessStarted':
    case 'ProcessRetried':
      return started(row, recorded);
    case 'ProcessStopRequested':
      return { ...row, stopRequested: true };
    case 'ProcessFinished':
      return { ...row, finished: time };
    case 'ProcessReopened':
      return { ...row, finished: null, generation: data.generation, stopRequested: false };
    case 'ProcessDeleted':
      return null;
    case 'ActivityQueueSealed':
      return queued(row, data.run, 'ready');
    case 'ActivityQueueFailed':
      return queued(row, data.run, 'error');
  }
}

const ofQueue = (recorded: Recorded<Taken>): recorded is Of<'ActivityQueueSealed' | 'ActivityQueueFailed'> =>
  recorded.type === 'ActivityQueueSealed' || recorded.type === 'ActivityQueueFailed';

export const processes: Projection<ProcessRow, Taken> = {
  name: 'processes',
  version: 1,
  table: processTable,
  takes: [
    'ProcessCreated',
    'ProcessRenamed',
    'ProcessConfigured',
    'ProcessStarted',
    'ProcessRetried',
    'ProcessStopRequested',
    'ProcessFinished',
    'ProcessReopened',
    'ProcessDeleted',
    'ActivityQueueSealed',
    'ActivityQueueFailed',
  ],
  keys: (recorded) => [ofQueue(recorded) ? recorded.data.processId : streamId(recorded)],
  fold(row, recorded) {
    if (recorded.type === 'ProcessCreated') return created(recorded);
    const after = row && fold(row, recorded);
    const revision = ofQueue(recorded) ? row?.revision : recorded.revision;
    return after && { ...after, updated: recorded.time, revision: revision ?? after.revision };
  },
};
