import type { TableShape } from '../engine/projection.ts';

/** A process. What stands below `run` is null (0, false) before its first start. The state shown is not here: `process_runs` counts it. */
export interface ProcessRow {
  readonly id: string;
  readonly name: string | null;
  readonly mode: string;
  readonly corpusId: string | null;
  readonly creatorId: number | null;
  readonly elementId: string | null;
  readonly elementTypeId: string | null;
  readonly nameContains: string | null;
  readonly mlClassId: string | null;
  readonly loadChildren: boolean;
  readonly listedElements: number | null;
  readonly useCache: boolean;
  readonly useGpu: boolean;
  /** Of the last start or retry. */
  readonly run: number;
  readonly generation: number;
  readonly taskCount: number;
  readonly stopRequested: boolean;
  readonly chunks: number | null;
  readonly thumbnails: boolean | null;
  readonly workerActivity: boolean | null;
  readonly ttl: number | null;
  readonly farmId: string | null;
  readonly started: Date | null;
  /** Null again as soon as it is retried or reopened. */
  readonly finished: Date | null;
  readonly activityState: 'disabled' | 'pending' | 'ready' | 'error';
  readonly created: Date;
  readonly updated: Date;
  readonly position: bigint;
  readonly revision: number;
}

export const processTable: TableShape<ProcessRow> = {
  columns: {
    id: 'uuid',
    name: 'text',
    mode: 'text',
    corpusId: 'uuid',
    creatorId: 'int',
    elementId: 'uuid',
    elementTypeId: 'uuid',
    nameContains: 'text',
    mlClassId: 'uuid',
    loadChildren: 'boolean',
    listedElements: 'int',
    useCache: 'boolean',
    useGpu: 'boolean',
    run: 'int',
    generation: 'int',
    taskCount: 'int',
    stopRequested: 'boolean',
    chunks: 'int',
    thumbnails: 'boolean',
    workerActivity: 'boolean',
    ttl: 'int',
    farmId: 'uuid',
    started: 'time',
    finished: 'time',
    activityState: 'text',
    created: 'time',
    updated: 'time',
    position: 'bigint',
    revision: 'int',
  },
  key: 'id',
  indexes: ['(position)', '(corpus_id, position)'],
};
