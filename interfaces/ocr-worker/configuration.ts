import type { WorkerRun } from './shapes.ts';

/**
 * The language to recognise. The settings of a run are laid over each other as everywhere in Arkindex: those of the worker version, of the
 * model version, the defaults of the fields that a user may set, and the configuration chosen for the run, the last one that speaks wins.
 */
export function languageOf(run: WorkerRun): string {
  const version = run.worker_version.configuration;
  const language =
    run.configuration?.configuration['language'] ??
    version.user_configuration?.['language']?.default ??
    run.model_version?.configuration['language'] ??
    version.configuration?.['language'] ??
    'eng';
  if (typeof language !== 'string') throw new Error(`The setting "language" of this worker run is no text: ${JSON.stringify(language)}.`);
  return language;
}
