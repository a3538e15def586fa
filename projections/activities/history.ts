import type { Rollup } from '../engine/projection.ts';
import type { ActivityRow } from './row.ts';

type Worker = Pick<ActivityRow, 'workerVersionId' | 'modelVersionId' | 'configurationId'>;

/** How long a worker has taken for an element, over everything it ever processed: in one project, or everywhere. */
export interface ActivityHistoryRow extends Worker {
  readonly id: string;
  /** Null: everywhere. */
  readonly corpusId: string | null;
  readonly count: number;
  /** Milliseconds. */
  readonly total: number;
}

export const historyId = (corpusId: string | null, { workerVersionId, modelVersionId, configurationId }: Worker): string =>
  [corpusId, workerVersionId, modelVersionId, configurationId].map((part) => part ?? '-').join(':');

export const activityHistory: Rollup<ActivityRow, ActivityHistoryRow> = {
  name: 'activity_history',
  table: {
    columns: {
      id: 'text',
      corpusId: 'uuid',
      workerVersionId: 'uuid',
      modelVersionId: 'uuid',
      configurationId: 'uuid',
      count: 'int',
      total: 'float',
    },
    key: 'id',
    indexes: [],
  },
  /** What is processed stays so: only its becoming so counts. */
  keys(before, after) {
    if (after?.state !== 'processed' || before?.state === 'processed' || after.durationMs === null) return [];
    return after.corpusId === null ? [historyId(null, after)] : [historyId(after.corpusId, after), historyId(null, after)];
  },
  fold(row, { after }, id) {
    if (after?.durationMs == null) return row;
    const { workerVersionId, modelVersionId, configurationId, durationMs } = after;
    const corpusId = id === historyId(null, after) ? null : after.corpusId;
    const sums = { count: (row?.count ?? 0) + 1, total: (row?.total ?? 0) + durationMs };
    return { id, corpusId, workerVersionId, modelVersionId, configurationId, ...sums };
  },
};
