import type { Refusal, RefusalCode } from '../../../../domain/kernel/refusal.ts';

/** Codes that are not a 400 (domain.md §1.8). `conflict`: 503, because workers read a 409 as an answer. */
const statuses: Partial<Readonly<Record<RefusalCode, number>>> = {
  unauthenticated: 401,
  forbidden: 403,
  farm_seed_wrong: 403,
  not_found: 404,
  late_report: 409,
  activity_conflict: 409,
  too_large: 413,
  conflict: 503,
  unavailable: 503,
};

/** The status of an answer with these reasons: that of the first which is more than a bad request. */
export const statusOf = (refusals: readonly Refusal[]): number => {
  const severe = refusals.find(({ code }) => statuses[code] !== undefined);
  return severe ? (statuses[severe.code] ?? 400) : 400;
};

/** The field that a code without one belongs to. */
const fields: Partial<Readonly<Record<RefusalCode, string>>> = {
  wrong_mode: 'mode',
  state_forbidden: 'state',
  selection_empty: 'selection',
  parent_unknown: 'parents',
  parent_self: 'parents',
  parent_duplicate: 'parents',
  parent_cycle: 'parents',
  worker_version_unavailable: 'worker_version_id',
  model_version_required: 'model_version_id',
  model_version_unavailable: 'model_version_id',
  configuration_foreign: 'configuration_id',
  configuration_archived: 'configuration_id',
  farm_forbidden: 'farm',
  task_not_final: 'state',
  task_completed: 'state',
  not_last_run: 'state',
  task_purged: 'state',
  task_final: 'state',
  artifact_exists: 'path',
  activity_ambiguous: 'id',
  activities_not_ready: 'process_id',
  activity_run_unknown: 'id',
  name_taken: 'name',
  slug_taken: 'slug',
  tag_taken: 'non_field_errors',
  equals_defaults: 'configuration',
  configuration_exists: 'configuration',
  archived: 'worker',
  image_exists: 'url',
};

export const fieldOf = ({ code, field }: Refusal): string => field ?? fields[code] ?? '__all__';
