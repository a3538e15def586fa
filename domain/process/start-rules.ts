import type { Json, JsonObject } from '../kernel/json.ts';
import { refusal, unless, type Refusal } from '../kernel/refusal.ts';
import type { Usage } from '../worker-version/events.ts';
import type { WorkerRun } from './events.ts';

/** What a start must know about one worker run. */
export interface RunnableFacts {
  readonly workerRunId: string;
  readonly workerName: string;
  readonly workerSlug: string;
  readonly versionState: string;
  readonly gpuUsage: Usage;
  readonly modelUsage: Usage;
  /** The version's configuration as published. */
  readonly published: JsonObject;
  readonly configuration: { readonly name: string; readonly archived: boolean; readonly values: JsonObject } | null;
}

const asObject = (value: Json | undefined): JsonObject =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {};
const isMissing = (value: Json | undefined): boolean => value === undefined || value === null || value === '';

/** Fields that the version requires, without a default, and that the chosen configuration leaves without a value. */
export function missingFields(published: JsonObject, values: JsonObject): readonly string[] {
  const declared = Object.entries(asObject(published.user_configuration)).map(([key, field]) => [key, asObject(field)] as const);
  return declared
    .filter(([key, field]) => field.required === true && field.default === undefined && isMissing(values[key]))
    .map(([key]) => key);
}

/** A worker run whose version, or model version, is not to be had (any more). */
export function availabilityRefusals(run: WorkerRun, facts: RunnableFacts | undefined): readonly (Refusal | false)[] {
  const params = { worker: facts?.workerName ?? null, summary: run.summary };
  return [
    unless(facts?.versionState === 'available', 'worker_version_unavailable', { field: 'worker_version_id', params }),
    unless(run.modelVersionId === null, 'model_version_unavailable', { field: 'model_version_id', params }),
  ];
}

/** What keeps a run of a draft from being started, beside its availability. */
export function configurationRefusals(run: WorkerRun, facts: RunnableFacts | undefined): readonly (Refusal | false)[] {
  if (!facts) return [];
  const fields = missingFields(facts.published, facts.configuration?.values ?? {});
  const params = { worker: facts.workerName, summary: run.summary };
  const modelMissing = facts.modelUsage === 'required' && run.modelVersionId === null;
  return [
    modelMissing && refusal('model_version_required', { field: 'model_version_id', params }),
    facts.configuration?.archived === true &&
      refusal('configuration_archived', { field: 'configuration_id', params: { ...params, name: facts.configuration.name } }),
    fields.length > 0 && refusal('required_field_missing', { params: { ...params, fields } }),
  ];
}
