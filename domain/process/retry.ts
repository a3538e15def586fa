import { z } from 'zod';
import { refusal, refused, unless, when } from '../kernel/refusal.ts';
import { availabilityRefusals, type RunnableFacts } from './start-rules.ts';
import { decision } from './state.ts';
import { isUnknown, unknownProcess } from './unknown.ts';

/** What a retry must know that is not in the process's own stream. */
export interface RetryFacts {
  readonly runs: readonly RunnableFacts[];
  /** The farm of the last run; null when it is gone, or the sender may not use it. */
  readonly farmId: string | null;
}

/** Another run from the frozen recipe: new tasks, next run number. */
export const retryProcess = decision({
  name: 'RetryProcess',
  input: z.object({}),
  decide(state, _input, facts: RetryFacts) {
    if (isUnknown(state)) return unknownProcess;
    const { start } = state;
    if (!start) return refused(refusal('process_not_started'));
    if (state.life !== 'finished') return refused(refusal('process_running'));
    const factsOf = (workerRunId: string) => facts.runs.find((run) => run.workerRunId === workerRunId);
    return when(
      [
        ...state.workerRuns.flatMap((run) => availabilityRefusals(run, factsOf(run.workerRunId))),
        unless(facts.farmId !== null, 'farm_forbidden', { field: 'farm' }),
      ],
      () => [{ type: 'ProcessRetried', data: { ...start, run: start.run + 1, farmId: facts.farmId } }],
    );
  },
});
