import type { ErrorCause, StopCause, TaskNeeds } from '../../domain/task/events.ts';
import type { TaskState } from '../../domain/task/states.ts';
import type { TableShape } from '../engine/projection.ts';

/** A task: as created, and where it stands. A restart clears what its attempt left: agent, GPU, container, exit code, times. */
export interface TaskRow {
  readonly id: string;
  readonly processId: string;
  readonly corpusId: string | null;
  readonly run: number;
  readonly slug: string;
  readonly depth: number;
  readonly kind: 'step' | 'worker';
  readonly step: string | null;
  readonly workerRunId: string | null;
  readonly chunk: number | null;
  readonly chunks: number;
  readonly parents: readonly string[];
  readonly image: string | null;
  readonly command: string | null;
  readonly shmSize: string | null;
  readonly env: Readonly<Record<string, string>>;
  readonly extraFiles: readonly { readonly name: string; readonly source: { readonly kind: string; readonly id: string } }[];
  readonly imageArtifact: { readonly taskId: string; readonly path: string } | null;
  readonly requiresGpu: boolean;
  readonly needs: TaskNeeds;
  readonly farmId: string | null;
  readonly priority: number;
  readonly ttl: number;
  readonly expiry: Date;
  readonly planned: boolean;
  readonly originalTaskId: string | null;

  readonly state: TaskState;
  readonly attempt: number;
  /** When it last became pending; null before. */
  readonly queued: Date | null;
  /** Of the newest claim; 0 = never claimed. */
  readonly term: number;
  /** The newest claim has not ended. */
  readonly claimLive: boolean;
  readonly claimed: Date | null;
  readonly claimEnded: Date | null;
  /** Of the newest claim of this attempt, unless it was handed back. */
  readonly agentId: string | null;
  readonly runnerId: string | null;
  readonly gpuId: string | null;
  readonly container: string | null;
  readonly started: Date | null;
  readonly stopCause: StopCause | null;
  readonly stopRequested: Date | null;
  readonly finished: Date | null;
  readonly exitCode: number | null;
  readonly errorCause: ErrorCause | null;
  readonly errorDetail: string | null;
  readonly lateReports: number;

  readonly created: Date;
  readonly updated: Date;
  readonly position: bigint;
  readonly revision: number;
}

export const taskTable: TableShape<TaskRow> = {
  columns: {
    id: 'uuid',
    processId: 'uuid',
    corpusId: 'uuid',
    run: 'int',
    slug: 'text',
    depth: 'int',
    kind: 'text',
    step: 'text',
    workerRunId: 'uuid',
    chunk: 'int',
    chunks: 'int',
    parents: 'uuid[]',
    image: 'text',
    command: 'text',
    shmSize: 'text',
    env: 'json',
    extraFiles: 'json',
    imageArtifact: 'json',
    requiresGpu: 'boolean',
    needs: 'json',
    farmId: 'uuid',
    priority: 'int',
    ttl: 'int',
    expiry: 'time',
    planned: 'boolean',
    originalTaskId: 'uuid',
    state: 'text',
    attempt: 'int',
    queued: 'time',
    term: 'int',
    claimLive: 'boolean',
    claimed: 'time',
    claimEnded: 'time',
    agentId: 'uuid',
    runnerId: 'text',
    gpuId: 'text',
    container: 'text',
    started: 'time',
    stopCause: 'text',
    stopRequested: 'time',
    finished: 'time',
    exitCode: 'int',
    errorCause: 'text',
    errorDetail: 'text',
    lateReports: 'int',
    created: 'time',
    updated: 'time',
    position: 'bigint',
    revision: 'int',
  },
  key: 'id',
  indexes: [
    '(process_id, run)',
    "(id) where state not in ('completed', 'failed', 'error', 'stopped')",
    '(agent_id) where claim_live',
    '(process_id, agent_id)',
  ],
};
