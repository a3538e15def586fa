import type { Recorded } from '../../domain/kernel/event.ts';
import type { ProcessEvent } from '../../domain/process/events.ts';
import type { Projection } from '../engine/projection.ts';
import { streamId } from '../engine/stream-id.ts';

type Taken = Extract<ProcessEvent, { type: `WorkerRun${string}` }>;

/** A worker run. It stays when its process is deleted: results go on naming it. */
export interface WorkerRunRow {
  readonly id: string;
  readonly processId: string;
  readonly workerVersionId: string;
  readonly modelVersionId: string | null;
  readonly configurationId: string | null;
  readonly parents: readonly string[];
  readonly summary: string;
  readonly created: Date;
  readonly updated: Date;
  readonly position: bigint;
  /** Of the process's stream. */
  readonly revision: number;
}

function fold(row: WorkerRunRow | null, recorded: Recorded<Taken>, id: string): WorkerRunRow | null {
  const { type, data, time, position, revision } = recorded;
  switch (type) {
    case 'WorkerRunAdded': {
      const { workerRunId: _, ...run } = data;
      return { id, processId: streamId(recorded), ...run, created: time, updated: time, position, revision };
    }
    case 'WorkerRunChanged': {
      const { workerRunId: _, ...run } = data;
      return row && { ...row, ...run, updated: time, revision };
    }
    case 'WorkerRunRemoved': {
      if (!row || id === data.workerRunId) return null;
      return { ...row, parents: row.parents.filter((parent) => parent !== data.workerRunId), updated: time, revision };
    }
  }
}

export const workerRuns: Projection<WorkerRunRow, Taken> = {
  name: 'worker_runs',
  version: 1,
  table: {
    columns: {
      id: 'uuid',
      processId: 'uuid',
      workerVersionId: 'uuid',
      modelVersionId: 'uuid',
      configurationId: 'uuid',
      parents: 'uuid[]',
      summary: 'text',
      created: 'time',
      updated: 'time',
      position: 'bigint',
      revision: 'int',
    },
    key: 'id',
    indexes: ['(process_id, position)', '(worker_version_id)'],
  },
  takes: ['WorkerRunAdded', 'WorkerRunChanged', 'WorkerRunRemoved'],
  keys: ({ type, data }) => (type === 'WorkerRunRemoved' ? [data.workerRunId, ...data.unlinkedFrom] : [data.workerRunId]),
  fold,
};
