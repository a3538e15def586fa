import type { Refusal, RefusalCode } from '../../../../domain/kernel/refusal.ts';

type Params = Readonly<Record<string, unknown>>;
type Sentence = string | ((params: Params) => string);

const quoted = (value: unknown): string => (value === undefined ? '' : ` “${String(value)}”`);
const listed = (value: unknown): string => (Array.isArray(value) ? value.join(', ') : String(value ?? ''));
const colon = (value: unknown): string => (value === undefined || listed(value) === '' ? '.' : `: ${listed(value)}.`);

/** What each code says to people. */
const sentences: Readonly<Record<RefusalCode, Sentence>> = {
  validation_failed: 'This value is not valid.',
  unauthenticated: 'Authentication credentials were not provided.',
  forbidden: 'You do not have permission to do this.',
  not_found: 'Not found.',
  conflict: 'Others were changing the same thing all the time; try again.',
  too_large: 'The request body is larger than 16 MiB.',
  unavailable: 'This cannot be answered right now; try again in a moment.',
  process_started: 'This process has already been started: its configuration is frozen.',
  process_not_started: 'This process has not been started yet.',
  process_running: 'This process is still running.',
  process_not_running: 'This process is not running.',
  wrong_mode: ({ mode }) => (mode === undefined ? 'This mode does not allow this.' : `The mode${quoted(mode)} does not allow this.`),
  state_forbidden: ({ state, wanted }) =>
    wanted === undefined ? 'This state cannot be written.' : `The state cannot change from${quoted(state)} to${quoted(wanted)}.`,
  selection_empty: 'No element of this project is selected.',
  no_elements: 'No element matches this process.',
  run_duplicate: 'A worker run with this version, model version and configuration is already in the process.',
  run_limit: 'A process holds at most 200 worker runs.',
  parent_unknown: 'A parent is no worker run of this process.',
  parent_self: 'Nothing can be its own parent.',
  parent_duplicate: 'This parent is already there.',
  parent_cycle: 'This parent would close a circle.',
  no_worker_run: 'The process has no worker run.',
  no_dataset: 'The process has no dataset.',
  too_many_tasks: ({ tasks }) => `The process would have ${tasks === undefined ? 'too many' : String(tasks)} tasks; 10,000 are possible.`,
  worker_version_unavailable: ({ name, summary }) => `The version of the worker${quoted(name ?? summary)} is not available.`,
  model_version_required: ({ name, summary }) => `The worker${quoted(name ?? summary)} needs a model version.`,
  model_version_unavailable: ({ name, summary }) =>
    `The model version of${quoted(name ?? summary) || ' this worker run'} is not available.`,
  configuration_foreign: 'This configuration belongs to another worker.',
  configuration_archived: 'This configuration is archived.',
  required_field_missing: ({ worker, summary, fields }) =>
    `The configuration of the worker run${quoted(summary ?? worker)} lacks required fields${colon(fields)}`,
  farm_forbidden: 'You may not use this farm.',
  task_not_final: 'This task has not ended yet.',
  task_completed: 'This task has completed: there is nothing to restart.',
  not_last_run: 'Only tasks of the last run can be restarted.',
  task_purged: 'The files of this task have been cleaned up: it cannot be restarted.',
  task_final: 'This task has already ended.',
  late_report: 'This claim is over: the report comes too late.',
  artifact_exists: ({ path }) => `An artifact${quoted(path)} of another size or type exists already.`,
  activity_conflict: 'This activity does not exist, or cannot take this state now.',
  activity_ambiguous: 'This worker version occurs several times in the process: give the id of the worker run.',
  activities_not_ready: 'The activities of this process are not ready.',
  activity_run_unknown: 'This is no worker run of the process.',
  name_taken: ({ name }) => `The name${quoted(name)} is already taken.`,
  slug_taken: ({ slug }) => `The slug${quoted(slug)} is already taken.`,
  tag_taken: 'A version for this model with this tag already exists.',
  equals_defaults: 'This configuration equals the defaults.',
  configuration_exists: ({ name }) => `A configuration with these values exists already${name === undefined ? '' : `:${quoted(name)}`}.`,
  archived: 'This is archived and takes nothing new.',
  worker_version_exists: 'A version of this worker already exists on this revision with another image or configuration.',
  image_exists: 'An image with this address exists already.',
  farm_seed_wrong: 'The farm, its seed or the signature is wrong.',
};

/** A refusal in words: its own `message`, or the standard sentence of its code. */
export function sentenceOf({ code, params = {} }: Refusal): string {
  if (typeof params['message'] === 'string') return params['message'];
  const sentence = sentences[code];
  return typeof sentence === 'string' ? sentence : sentence(params);
}
