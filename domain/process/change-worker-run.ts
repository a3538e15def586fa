import { z } from 'zod';
import { accepted, refusal, refused, when } from '../kernel/refusal.ts';
import { decision, type ProcessState } from './state.ts';
import { isUnknown, unknownProcess } from './unknown.ts';
import { summarized, workerRunRefusals, type Unsummarized, type WorkerRunFacts } from './worker-run-rules.ts';

const input = z.object({
  workerRunId: z.uuid(),
  modelVersionId: z.uuid().nullable().exactOptional(),
  configurationId: z.uuid().nullable().exactOptional(),
  parents: z.array(z.uuid()).exactOptional(),
});

/** The run with its new values; null when the process has no such run. */
export function changedRun(state: ProcessState, { workerRunId, ...changes }: z.infer<typeof input>): Unsummarized | null {
  const run = state.workerRuns.find((one) => one.workerRunId === workerRunId);
  if (!run) return null;
  const { summary: _, ...before } = run;
  return { ...before, ...changes };
}

/** Parents, model version and configuration of a run of a draft; never its worker version. Absent fields stay as they are. */
export const changeWorkerRun = decision({
  name: 'ChangeWorkerRun',
  input,
  decide(state, asked, facts: WorkerRunFacts) {
    if (isUnknown(state)) return unknownProcess;
    const run = changedRun(state, asked);
    if (!run) return refused(refusal('not_found'));
    if (state.life !== 'draft') return refused(refusal('process_started'));
    const others = state.workerRuns.filter((other) => other.workerRunId !== asked.workerRunId);
    const after = summarized(run, facts);
    if (state.workerRuns.some((before) => JSON.stringify(before) === JSON.stringify({ ...before, ...after }))) return accepted();
    return when(workerRunRefusals(run, others, facts), () => [{ type: 'WorkerRunChanged', data: after }]);
  },
});
