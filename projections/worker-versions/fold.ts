import type { JsonObject } from '../../domain/kernel/json.ts';
import type { Usage, WorkerVersionEvent } from '../../domain/worker-version/events.ts';
import type { Projection } from '../engine/projection.ts';
import { streamId } from '../engine/stream-id.ts';

export interface WorkerVersionRow {
  readonly id: string;
  readonly workerId: string;
  readonly revisionId: string | null;
  readonly number: number | null;
  /** As published: docker, configuration, user_configuration, secrets, environment. */
  readonly configuration: JsonObject;
  readonly gpuUsage: Usage;
  readonly modelUsage: Usage;
  readonly image: string | null;
  readonly imageArtifact: { readonly taskId: string; readonly path: string } | null;
  readonly state: 'created' | 'processing' | 'available' | 'error';
  readonly created: Date;
  readonly updated: Date;
  readonly position: bigint;
  readonly revision: number;
}

export const workerVersions: Projection<WorkerVersionRow, WorkerVersionEvent> = {
  name: 'worker_versions',
  version: 1,
  table: {
    columns: {
      id: 'uuid',
      workerId: 'uuid',
      revisionId: 'uuid',
      number: 'int',
      configuration: 'json',
      gpuUsage: 'text',
      modelUsage: 'text',
      image: 'text',
      imageArtifact: 'json',
      state: 'text',
      created: 'time',
      updated: 'time',
      position: 'bigint',
      revision: 'int',
    },
    key: 'id',
    indexes: ['(worker_id, position)', '(revision_id)'],
  },
  takes: ['WorkerVersionCreated', 'WorkerVersionBuilding', 'WorkerVersionAvailable', 'WorkerVersionFailed'],
  keys: (recorded) => [streamId(recorded)],
  fold(row, { type, data, time, position, revision }, id) {
    if (type === 'WorkerVersionCreated') {
      const { workerVersionId: _, ...about } = data;
      return { id, ...about, imageArtifact: null, state: 'created', created: time, updated: time, position, revision };
    }
    if (!row) return null;
    const now = { ...row, updated: time, revision };
    if (type === 'WorkerVersionAvailable') return { ...now, ...data, state: 'available' };
    return { ...now, state: type === 'WorkerVersionBuilding' ? 'processing' : 'error' };
  },
};
