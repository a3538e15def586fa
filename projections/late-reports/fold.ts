import type { Recorded } from '../../domain/kernel/event.ts';
import type { TaskEvent } from '../../domain/task/events.ts';
import type { Projection } from '../engine/projection.ts';
import { streamId } from '../engine/stream-id.ts';

type Taken = Extract<TaskEvent, { type: `LateReport${string}` }>;

/** A report about a claim that was over; its id is that of the event. Whether it may be adopted follows from the task. */
export interface LateReportRow {
  readonly id: string;
  readonly taskId: string;
  readonly time: Date;
  readonly agentId: string | null;
  readonly reportedTerm: number | null;
  readonly currentTerm: number;
  readonly state: string;
  readonly exitCode: number | null;
  readonly adopted: boolean;
  readonly position: bigint;
}

export const lateReports: Projection<LateReportRow, Taken> = {
  name: 'late_reports',
  version: 1,
  table: {
    columns: {
      id: 'uuid',
      taskId: 'uuid',
      time: 'time',
      agentId: 'uuid',
      reportedTerm: 'int',
      currentTerm: 'int',
      state: 'text',
      exitCode: 'int',
      adopted: 'boolean',
      position: 'bigint',
    },
    key: 'id',
    indexes: ['(task_id, position)', '(position)'],
  },
  takes: ['LateReportRefused', 'LateReportAdopted'],
  keys: (recorded) => [recorded.type === 'LateReportRefused' ? recorded.id : recorded.data.eventId],
  fold(row, recorded: Recorded<Taken>) {
    if (recorded.type === 'LateReportAdopted') return row && { ...row, adopted: true };
    const { id, time, position, data } = recorded;
    const { reportedTerm, currentTerm, agentId, report } = data;
    return { id, taskId: streamId(recorded), time, agentId, reportedTerm, currentTerm, ...report, adopted: false, position };
  },
};
