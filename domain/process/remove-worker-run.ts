import { z } from 'zod';
import { accepted, refusal, refused } from '../kernel/refusal.ts';
import { decision } from './state.ts';
import { isUnknown, unknownProcess } from './unknown.ts';

/** Takes a run out of a draft; the runs below it lose it as a parent. */
export const removeWorkerRun = decision({
  name: 'RemoveWorkerRun',
  input: z.object({ workerRunId: z.uuid() }),
  decide(state, { workerRunId }) {
    if (isUnknown(state)) return unknownProcess;
    if (!state.workerRuns.some((run) => run.workerRunId === workerRunId)) return refused(refusal('not_found'));
    if (state.life !== 'draft') return refused(refusal('process_started'));
    const children = state.workerRuns.filter((run) => run.parents.includes(workerRunId));
    return accepted({ type: 'WorkerRunRemoved', data: { workerRunId, unlinkedFrom: children.map((run) => run.workerRunId) } });
  },
});
