import type { ActivityKey, ActivityQueueEvent } from '../../domain/activity-queue/events.ts';
import { activityId } from '../../domain/kernel/ids.ts';

export type ActivitiesQueued = Extract<ActivityQueueEvent, { type: 'ActivitiesQueued' }>['data'];

/** One element queued for one worker run. */
export interface QueuedActivity {
  readonly elementId: string;
  readonly activityId: string;
  readonly key: ActivityKey;
  /** In the order of the whole queue. */
  readonly place: number;
}

export interface QueuedPart {
  /** By the key of their row in the queue. */
  readonly places: ReadonlyMap<string, QueuedActivity>;
  readonly byActivity: ReadonlyMap<string, QueuedActivity>;
}

const mostElements = 1000;

/** Key of a row of the queue. */
export const placeId = (processId: string, workerRunId: string, elementId: string): string => `${processId}:${workerRunId}:${elementId}`;

/** An event stands for thousands of rows of two tables, each of which asks for its part: so it is taken apart once. */
const parts = new WeakMap<ActivitiesQueued, QueuedPart>();

export function queuedPart(data: ActivitiesQueued): QueuedPart {
  const known = parts.get(data);
  if (known) return known;
  const made = takeApart(data);
  parts.set(data, made);
  return made;
}

function takeApart({ processId, part, keys, elementIds }: ActivitiesQueued): QueuedPart {
  const places = new Map<string, QueuedActivity>();
  const byActivity = new Map<string, QueuedActivity>();
  for (const key of keys) {
    elementIds.forEach((elementId, index) => {
      const id = activityId(elementId, key.workerVersionId, key.modelVersionId, key.configurationId);
      const queued = { elementId, activityId: id, key, place: part * mostElements + index };
      places.set(placeId(processId, key.workerRunId, elementId), queued);
      byActivity.set(id, queued);
    });
  }
  return { places, byActivity };
}
