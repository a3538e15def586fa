import { z } from 'zod';
import { refusal, refused, unless, when } from '../kernel/refusal.ts';
import { planVersion, taskCount } from '../policies/expand.ts';
import { workersRecipe } from '../policies/recipe.ts';
import { availabilityRefusals, configurationRefusals, type RunnableFacts } from './start-rules.ts';
import { decision, type ProcessState } from './state.ts';
import { isUnknown, unknownProcess } from './unknown.ts';

/** What a start must know that is not in the process's own stream. */
export interface StartFacts {
  readonly runs: readonly RunnableFacts[];
  /** The farm asked for, or the default one; null when there is none, or the sender may not use it. */
  readonly farmId: string | null;
  /** Elements that match the process, counted up to the number of chunks asked for. */
  readonly matchingElements: number;
  readonly maxChunks: number;
  /** Seconds; 0 = no bound. */
  readonly maximumTtl: number;
}

const maxTasks = 10_000;
const tooMany = (field: string, message: string) => ({ field, params: { message } });

function recipeOf(state: ProcessState, { runs }: StartFacts, useGpu: boolean) {
  const found = new Map(runs.map((run) => [run.workerRunId, run]));
  return workersRecipe(
    state.workerRuns.map(({ workerRunId, parents }) => {
      const { workerSlug = '', gpuUsage = 'disabled' } = found.get(workerRunId) ?? {};
      return { workerRunId, parents, workerSlug, gpuUsage };
    }),
    useGpu,
  );
}

/** Freezes the recipe of the task graph. Everything that is missing is said at once. No chunk is ever empty: there are no more than elements. */
export const startProcess = decision({
  name: 'StartProcess',
  input: z.object({
    chunks: z.int().default(1),
    farmId: z.uuid().nullable().default(null),
    useCache: z.boolean().nullable().default(null).describe('Null: as configured'),
    useGpu: z.boolean().nullable().default(null).describe('Null: as configured'),
    workerActivity: z.boolean().default(true),
    ttlSeconds: z.int().default(0),
  }),
  decide(state, input, facts: StartFacts) {
    if (isUnknown(state)) return unknownProcess;
    if (state.life !== 'draft') return refused(refusal('process_started'));
    const { farmId, matchingElements, maxChunks, maximumTtl } = facts;
    const useGpu = input.useGpu ?? state.about?.useGpu ?? false;
    const useCache = input.useCache ?? state.about?.useCache ?? false;
    const nodes = recipeOf(state, facts, useGpu);
    const chunks = Math.min(input.chunks, matchingElements);
    const tasks = taskCount(nodes, chunks);
    const factsOf = (workerRunId: string) => facts.runs.find((run) => run.workerRunId === workerRunId);
    const ttlFits = input.ttlSeconds >= 0 && (maximumTtl === 0 || (input.ttlSeconds > 0 && input.ttlSeconds <= maximumTtl));
    return when(
      [
        unless(state.workerRuns.length > 0, 'no_worker_run'),
        ...state.workerRuns.flatMap((run) => availabilityRefusals(run, factsOf(run.workerRunId))),
        ...state.workerRuns.flatMap((run) => configurationRefusals(run, factsOf(run.workerRunId))),
        unless(farmId !== null, 'farm_forbidden', { field: 'farm' }),
        unless(matchingElements > 0, 'no_elements'),
        unless(
          input.chunks >= 1 && input.chunks <= maxChunks,
          'validation_failed',
          tooMany('chunks', `Between 1 and ${maxChunks} chunks.`),
        ),
        unless(
          ttlFits,
          'validation_failed',
          tooMany('ttl', maximumTtl === 0 ? 'No negative number.' : `Between 1 and ${maximumTtl} seconds.`),
        ),
        unless(tasks <= maxTasks, 'too_many_tasks', { params: { tasks, max: maxTasks } }),
      ],
      () => {
        const { workerActivity, ttlSeconds } = input;
        const options = { thumbnails: false, useCache, useGpu, workerActivity, ttlSeconds };
        return [{ type: 'ProcessStarted', data: { run: 1, farmId, chunks, ...options, planVersion, nodes, taskCount: tasks } }];
      },
    );
  },
});
