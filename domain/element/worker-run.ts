import { z } from 'zod';
import type { Actor } from '../kernel/event.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';

/** By which worker run something was made, as requests say it: the run, or a worker version alone, or nothing (by hand). */
export const madeBy = {
  workerRunId: z.uuid().nullable().default(null),
  workerVersionId: z.uuid().nullable().default(null),
} as const;

export interface MadeBy {
  readonly workerRunId: string | null;
  readonly workerVersionId: string | null;
}

/** Runs of the asking task's process that are the run named, or have the version named; none for users. */
export interface RunFacts {
  readonly runs: readonly string[];
}

export type MakingRun = { readonly workerRunId: string | null } | { readonly refusal: Refusal };

/**
 * The worker run to note beside what is made. A task may name runs of its own process only; a version alone stands for the one
 * run of it there. Everybody else makes things by hand.
 */
export function makingRun(made: MadeBy, { runs }: RunFacts, actor: Actor): MakingRun {
  if (made.workerRunId === null && made.workerVersionId === null) return { workerRunId: null };
  const field = made.workerRunId === null ? 'worker_version' : 'worker_run_id';
  if (actor.kind !== 'task') return { refusal: refusal('forbidden', { field }) };
  if (made.workerRunId !== null) {
    return runs.includes(made.workerRunId) ? { workerRunId: made.workerRunId } : { refusal: refusal('forbidden', { field }) };
  }
  const [only, ...more] = runs;
  if (only === undefined) return { refusal: refusal('forbidden', { field }) };
  return more.length > 0 ? { refusal: refusal('activity_ambiguous', { field: 'id' }) } : { workerRunId: only };
}
