import type { JsonObject } from '../../domain/kernel/json.ts';
import type { WorkerEvent } from '../../domain/worker/events.ts';
import type { Projection } from '../engine/projection.ts';
import { streamId } from '../engine/stream-id.ts';

type Taken = Extract<WorkerEvent, { type: `Configuration${string}` }>;

export interface WorkerConfigurationRow {
  readonly id: string;
  readonly workerId: string;
  readonly name: string;
  readonly configuration: JsonObject;
  readonly archived: boolean;
  readonly created: Date;
  readonly updated: Date;
  /** Of the worker's stream. */
  readonly revision: number;
}

export const workerConfigurations: Projection<WorkerConfigurationRow, Taken> = {
  name: 'worker_configurations',
  version: 1,
  table: {
    columns: {
      id: 'uuid',
      workerId: 'uuid',
      name: 'text',
      configuration: 'json',
      archived: 'boolean',
      created: 'time',
      updated: 'time',
      revision: 'int',
    },
    key: 'id',
    indexes: ['(worker_id, name)'],
  },
  takes: ['ConfigurationCreated', 'ConfigurationRenamed', 'ConfigurationArchived', 'ConfigurationUnarchived'],
  keys: ({ data }) => [data.configurationId],
  fold(row, recorded, id) {
    const { type, data, time, revision } = recorded;
    if (type === 'ConfigurationCreated') {
      const { name, configuration } = data;
      return { id, workerId: streamId(recorded), name, configuration, archived: false, created: time, updated: time, revision };
    }
    if (!row) return null;
    const now = { ...row, updated: time, revision };
    return type === 'ConfigurationRenamed' ? { ...now, name: data.name } : { ...now, archived: type === 'ConfigurationArchived' };
  },
};
