import type { ActivityKey, ActivityQueueEvent } from '../../domain/activity-queue/events.ts';
import { activityQueueId } from '../../domain/activity-queue/state.ts';
import type { ActivityClaim, ActivityEvent } from '../../domain/activity/events.ts';
import { activityId, naturalId } from '../../domain/kernel/ids.ts';
import type { Happened } from './folding.ts';

export const elementId = (n: number): string => naturalId('element', n);
export const processId = (n: number): string => naturalId('process', n);
export const corpusId = naturalId('corpus');

/** The worker run of the n-th process that runs the v-th worker. */
export const keyOf = (process: number, version: number): ActivityKey => ({
  workerRunId: naturalId('worker run', process, version),
  workerVersionId: naturalId('worker version', version),
  modelVersionId: null,
  configurationId: version === 0 ? null : naturalId('configuration', version),
});

export const idOf = (element: number, version: number): string => {
  const { workerVersionId, modelVersionId, configurationId } = keyOf(0, version);
  return activityId(elementId(element), workerVersionId, modelVersionId, configurationId);
};

export type ActivityHappened = Happened<ActivityEvent | ActivityQueueEvent>;

/** A part of the queue of a run: these elements for these workers. */
export const queued = (
  process: number,
  run: number,
  elements: readonly number[],
  { versions = [0], part = 0 }: { readonly versions?: readonly number[]; readonly part?: number } = {},
): ActivityHappened => ({
  stream: `activityqueue-${activityQueueId(processId(process), run)}`,
  event: {
    type: 'ActivitiesQueued',
    data: {
      processId: processId(process),
      run,
      part,
      keys: versions.map((version) => keyOf(process, version)),
      elementIds: elements.map(elementId),
    },
  },
});

export const claimOf = (task: number, term = 1): ActivityClaim => ({ taskId: naturalId('task', task), term, userId: null });

interface Work {
  readonly process: number;
  readonly element: number;
  readonly version?: number;
  readonly claim?: ActivityClaim;
}

const happened = ({ element, version = 0 }: Work, event: ActivityEvent): ActivityHappened => ({
  stream: `activity-${idOf(element, version)}`,
  event,
});

export function started(work: Work, takenOver = false): ActivityHappened {
  const { process, element, version = 0, claim = claimOf(1) } = work;
  const names = { elementId: elementId(element), corpusId, processId: processId(process) };
  return happened(work, { type: 'ActivityStarted', data: { ...names, ...keyOf(process, version), claim, takenOver } });
}

const ended = (type: 'ActivityProcessed' | 'ActivityFailed', work: Work, durationMs: number | null): ActivityHappened => {
  const { process, element, version = 0, claim = claimOf(1) } = work;
  const { workerRunId } = keyOf(process, version);
  const names = { elementId: elementId(element), processId: processId(process), workerRunId };
  return happened(work, { type, data: { ...names, claim, durationMs } });
};
export const processed = (work: Work, durationMs = 1000): ActivityHappened => ended('ActivityProcessed', work, durationMs);
export const failed = (work: Work, durationMs: number | null = 1000): ActivityHappened => ended('ActivityFailed', work, durationMs);
