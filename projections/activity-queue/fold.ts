import type { ActivityQueueEvent } from '../../domain/activity-queue/events.ts';
import type { Projection } from '../engine/projection.ts';
import { queuedPart } from './queued-part.ts';

type Taken = Extract<ActivityQueueEvent, { type: 'ActivitiesQueued' }>;

/** An element in the queue of a worker run. It belongs to the process's queue while `run` is the process's last. */
export interface QueuedRow {
  /** `<process>:<worker run>:<element>` */
  readonly id: string;
  readonly processId: string;
  readonly run: number;
  readonly workerRunId: string;
  readonly elementId: string;
  readonly activityId: string;
  /** In the order of the queue; the same for every worker run. */
  readonly place: number;
  readonly position: bigint;
}

export const activityQueue: Projection<QueuedRow, Taken> = {
  name: 'activity_queue',
  version: 1,
  table: {
    columns: {
      id: 'text',
      processId: 'uuid',
      run: 'int',
      workerRunId: 'uuid',
      elementId: 'uuid',
      activityId: 'uuid',
      place: 'int',
      position: 'bigint',
    },
    key: 'id',
    indexes: ['(process_id, run, place, activity_id)'],
  },
  takes: ['ActivitiesQueued'],
  keys: ({ data }) => [...queuedPart(data).places.keys()],
  fold(row, { data, position }, id) {
    const queued = queuedPart(data).places.get(id);
    const { processId, run } = data;
    if (!queued || (row && row.run > run)) return row;
    const { elementId, activityId, place } = queued;
    return { id, processId, run, workerRunId: queued.key.workerRunId, elementId, activityId, place, position };
  },
};
