import type { WorkerTypeEvent } from '../../domain/worker-type/events.ts';
import type { Projection } from '../engine/projection.ts';
import { streamId } from '../engine/stream-id.ts';

export interface WorkerTypeRow {
  readonly id: string;
  readonly slug: string;
  readonly displayName: string;
  readonly revision: number;
}

export const workerTypes: Projection<WorkerTypeRow, WorkerTypeEvent> = {
  name: 'worker_types',
  version: 1,
  table: { columns: { id: 'uuid', slug: 'text', displayName: 'text', revision: 'int' }, key: 'id', indexes: ['(slug)'] },
  takes: ['WorkerTypeCreated'],
  keys: (recorded) => [streamId(recorded)],
  fold: (_row, { data, revision }, id) => ({ id, ...data, revision }),
};
