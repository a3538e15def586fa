import type { WorkerEvent } from '../../domain/worker/events.ts';
import type { Projection } from '../engine/projection.ts';
import { streamId } from '../engine/stream-id.ts';

type Taken = Extract<WorkerEvent, { type: `Worker${string}` }>;

export interface WorkerRow {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly typeSlug: string;
  readonly description: string;
  readonly repositoryId: string | null;
  readonly public: boolean;
  readonly archived: boolean;
  readonly created: Date;
  readonly updated: Date;
  readonly revision: number;
}

export const workers: Projection<WorkerRow, Taken> = {
  name: 'workers',
  version: 1,
  table: {
    columns: {
      id: 'uuid',
      slug: 'text',
      name: 'text',
      typeSlug: 'text',
      description: 'text',
      repositoryId: 'uuid',
      public: 'boolean',
      archived: 'boolean',
      created: 'time',
      updated: 'time',
      revision: 'int',
    },
    key: 'id',
    indexes: ['(name, id)', '(repository_id)'],
  },
  takes: ['WorkerCreated', 'WorkerUpdated', 'WorkerArchived', 'WorkerUnarchived'],
  keys: (recorded) => [streamId(recorded)],
  fold(row, { type, data, time, revision }, id) {
    if (type === 'WorkerCreated') {
      const { workerId: _, ...about } = data;
      return { id, ...about, archived: false, created: time, updated: time, revision };
    }
    if (!row) return null;
    const now = { ...row, updated: time, revision };
    return type === 'WorkerUpdated' ? { ...now, ...data } : { ...now, archived: type === 'WorkerArchived' };
  },
};
