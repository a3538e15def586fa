import type { TaskEvent } from '../../domain/task/events.ts';
import type { Projection } from '../engine/projection.ts';
import { streamId } from '../engine/stream-id.ts';

type Taken = Extract<TaskEvent, { type: 'ArtifactAdded' }>;

/** A file of a task: one per path; a later attempt that writes the path again replaces it. */
export interface ArtifactRow {
  readonly id: string;
  readonly taskId: string;
  readonly path: string;
  readonly size: bigint;
  readonly contentType: string;
  readonly attempt: number;
  readonly created: Date;
  readonly updated: Date;
  /** Of the task's stream. */
  readonly revision: number;
}

export const artifacts: Projection<ArtifactRow, Taken> = {
  name: 'artifacts',
  version: 1,
  table: {
    columns: {
      id: 'uuid',
      taskId: 'uuid',
      path: 'text',
      size: 'bigint',
      contentType: 'text',
      attempt: 'int',
      created: 'time',
      updated: 'time',
      revision: 'int',
    },
    key: 'id',
    indexes: ['(task_id, path)'],
  },
  takes: ['ArtifactAdded'],
  keys: ({ data }) => [data.artifactId],
  fold(row, recorded, id) {
    const { path, size, contentType, attempt } = recorded.data;
    const { time, revision } = recorded;
    return {
      id,
      taskId: streamId(recorded),
      path,
      size: BigInt(size),
      contentType,
      attempt,
      created: row?.created ?? time,
      updated: time,
      revision,
    };
  },
};
