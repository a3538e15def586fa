import { displayedState, type TaskCounts } from '../../../domain/policies/process-state.ts';
import { processesById } from '../../../projections/processes/queries.ts';
import type { ProcessRow } from '../../../projections/processes/row.ts';
import { countsOf } from '../../../projections/processes/state.ts';
import type { WorkerConfigurationRow } from '../../../projections/worker-configurations/fold.ts';
import { configurationsById } from '../../../projections/worker-configurations/queries.ts';
import { workerRuns, type WorkerRunRow } from '../../../projections/worker-runs/fold.ts';
import { workerVersionsById } from '../../../projections/worker-versions/queries.ts';
import { edgeRefusal } from '../edge/refusals/edge-refusal.ts';
import { shown, type Showing } from '../edge/shown.ts';
import { idsOf } from '../ids-of.ts';
import { relatedToVersions, workerVersionShape } from '../worker/version-shape.ts';
import type { WorkerRunJson } from './schema.ts';

async function relatedTo(rows: readonly WorkerRunRow[], { db }: Showing) {
  const [versions, configurations, processes] = await Promise.all([
    workerVersionsById(db, idsOf(rows.map((row) => row.workerVersionId))),
    configurationsById(db, idsOf(rows.map((row) => row.configurationId))),
    processesById(db, idsOf(rows.map((row) => row.processId))),
  ]);
  const [ofVersions, counts] = await Promise.all([relatedToVersions(db, [...versions.values()]), countsOf(db, [...processes.values()])]);
  return { versions, configurations, processes, ofVersions, counts };
}

const configurationShape = ({ id, name, configuration, archived }: WorkerConfigurationRow) => ({ id, name, configuration, archived });

const processShape = (row: ProcessRow, counts: TaskCounts): WorkerRunJson['process'] => ({
  id: row.id,
  name: row.name,
  state: displayedState(counts),
  mode: row.mode,
  corpus: row.corpusId,
  use_cache: row.useCache,
  activity_state: row.activityState,
  model_id: null,
  train_folder_id: null,
  validation_folder_id: null,
  test_folder_id: null,
});

export const workerRunShown = shown(workerRuns, {
  relate: relatedTo,
  shape(row: WorkerRunRow, { versions, configurations, processes, ofVersions, counts }): WorkerRunJson {
    const version = versions.get(row.workerVersionId);
    const process = processes.get(row.processId);
    if (!version || !process) throw edgeRefusal('not_found');
    const configuration = configurations.get(row.configurationId ?? '');
    return {
      id: row.id,
      summary: row.summary,
      parents: [...row.parents],
      worker_version: workerVersionShape(version, ofVersions),
      configuration: configuration ? configurationShape(configuration) : null,
      model_version: null,
      process: processShape(process, counts.get(process.id) ?? {}),
    };
  },
});
