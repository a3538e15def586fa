import { refusal, unless, type Refusal } from '../kernel/refusal.ts';
import type { WorkerRun } from './events.ts';
import { parentRefusals } from './parents.ts';
import { summaryOf } from './summary.ts';

/** What the rules of a worker run must know about workers. */
export interface WorkerRunFacts {
  /** Null: there is no such version. */
  readonly version: { readonly workerId: string; readonly workerName: string; readonly number: number | null } | null;
  /** Null: none is asked for, or there is none of this id. */
  readonly configuration: { readonly workerId: string; readonly name: string; readonly archived: boolean } | null;
}

export type Unsummarized = Omit<WorkerRun, 'summary'>;

const equal = (a: Unsummarized, b: Unsummarized): boolean =>
  a.workerVersionId === b.workerVersionId && a.modelVersionId === b.modelVersionId && a.configurationId === b.configurationId;

/** What is wrong with a worker run beside the other runs of its process. This server holds no models, so no version of one is available. */
export function workerRunRefusals(
  run: Unsummarized,
  others: readonly WorkerRun[],
  { version, configuration }: WorkerRunFacts,
): readonly (Refusal | false)[] {
  const own = run.configurationId === null || (configuration !== null && configuration.workerId === version?.workerId);
  return [
    unless(version !== null, 'validation_failed', { field: 'worker_version_id', params: { message: 'There is no such worker version.' } }),
    unless(!others.some((other) => equal(other, run)), 'run_duplicate'),
    ...parentRefusals(run, others),
    unless(run.modelVersionId === null, 'model_version_unavailable', { field: 'model_version_id' }),
    version !== null && unless(own, 'configuration_foreign', { field: 'configuration_id' }),
    configuration?.archived === true &&
      refusal('configuration_archived', { field: 'configuration_id', params: { name: configuration.name } }),
  ];
}

/** The run as its events state it, in words too. */
export const summarized = (run: Unsummarized, { version, configuration }: WorkerRunFacts): WorkerRun => ({
  ...run,
  summary: summaryOf({
    workerName: version?.workerName ?? '',
    workerVersionId: run.workerVersionId,
    versionNumber: version?.number ?? null,
    configurationName: configuration?.name ?? null,
  }),
});
