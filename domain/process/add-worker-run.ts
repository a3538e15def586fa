import { z } from 'zod';
import { derivedId } from '../kernel/ids.ts';
import { refusal, refused, unless, when } from '../kernel/refusal.ts';
import { decision } from './state.ts';
import { isUnknown, unknownProcess } from './unknown.ts';
import { summarized, workerRunRefusals, type WorkerRunFacts } from './worker-run-rules.ts';

const maxRuns = 200;

/** Places a worker version with its options in a draft. The run's id is the first that the command makes. */
export const addWorkerRun = decision({
  name: 'AddWorkerRun',
  input: z.object({
    workerVersionId: z.uuid(),
    modelVersionId: z.uuid().nullable().default(null),
    configurationId: z.uuid().nullable().default(null),
    parents: z.array(z.uuid()).default([]),
  }),
  decide(state, input, facts: WorkerRunFacts, { commandId }) {
    if (isUnknown(state)) return unknownProcess;
    if (state.life !== 'draft') return refused(refusal('process_started'));
    const run = { workerRunId: derivedId(commandId, 0), ...input };
    return when(
      [
        unless(state.workerRuns.length < maxRuns, 'run_limit', { params: { max: maxRuns } }),
        ...workerRunRefusals(run, state.workerRuns, facts),
      ],
      () => [{ type: 'WorkerRunAdded', data: summarized(run, facts) }],
    );
  },
});
