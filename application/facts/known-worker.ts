import type { WorkerRun } from '../../domain/process/events.ts';
import type { RunnableFacts } from '../../domain/process/start-rules.ts';
import type { WorkerRunFacts } from '../../domain/process/worker-run-rules.ts';
import { secondLook, type Look } from '../ports/look/look.ts';
import type { KnownConfiguration, KnownVersion } from '../ports/look/workers.ts';

const knownVersions = (look: Look, ids: readonly string[], wanted: (version: KnownVersion) => boolean = () => true) =>
  secondLook(
    look,
    () => look.workers.versions(ids),
    (found) => found.size < new Set(ids).size || ![...found.values()].every(wanted),
  );

const knownConfigurations = (look: Look, ids: readonly string[]): Promise<ReadonlyMap<string, KnownConfiguration>> =>
  secondLook(
    look,
    () => look.workers.configurations(ids),
    (found) => found.size < new Set(ids).size,
  );

const notNull = (ids: readonly (string | null)[]): string[] => ids.filter((id) => id !== null);

/** What is known about the version and the configuration of a worker run that is to be. */
export async function workerRunFacts(
  look: Look,
  run: Pick<WorkerRun, 'workerVersionId' | 'configurationId'> | null,
): Promise<WorkerRunFacts> {
  if (!run) return { version: null, configuration: null };
  const versions = await knownVersions(look, [run.workerVersionId]);
  const configurations = await knownConfigurations(look, notNull([run.configurationId]));
  return {
    version: versions.get(run.workerVersionId) ?? null,
    configuration: configurations.get(run.configurationId ?? '') ?? null,
  };
}

/** What a start must know about its worker runs; a version that is not available is looked at twice. */
export async function runnableFacts(look: Look, runs: readonly WorkerRun[]): Promise<readonly RunnableFacts[]> {
  const versionIds = runs.map((run) => run.workerVersionId);
  const versions = await knownVersions(look, versionIds, (version) => version.state === 'available');
  const configurations = await knownConfigurations(look, notNull(runs.map((run) => run.configurationId)));
  return runs.flatMap(({ workerRunId, workerVersionId, configurationId }) => {
    const version = versions.get(workerVersionId);
    if (!version) return [];
    const { state: versionState, ...known } = version;
    return [{ workerRunId, ...known, versionState, configuration: configurations.get(configurationId ?? '') ?? null }];
  });
}
