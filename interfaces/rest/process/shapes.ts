import { countStates, displayedState, type TaskCounts } from '../../../domain/policies/process-state.ts';
import { processes } from '../../../projections/processes/fold.ts';
import type { ProcessRow } from '../../../projections/processes/row.ts';
import { countsOf } from '../../../projections/processes/state.ts';
import { tasksOfProcesses } from '../../../projections/tasks/queries.ts';
import type { TaskRow } from '../../../projections/tasks/row.ts';
import { shown, type Showing } from '../edge/shown.ts';
import { holdersOf, taskItem } from '../task/item.ts';
import { relatedTo, type Related } from './related.ts';
import type { ProcessJson, ProcessWithTasks } from './schema.ts';

const secondsBetween = (from: Date | null, to: Date | null): number | null => (from && to ? (to.getTime() - from.getTime()) / 1000 : null);

/** What the original knows of modes that this server does not run. */
const otherModes = {
  folder_type: null,
  files: [],
  folder: null,
  bucket: null,
  prefix: null,
  revision: null,
  repository: null,
  model_id: null,
  train_folder_id: null,
  validation_folder_id: null,
  test_folder_id: null,
  template_id: null,
};

const named = (id: string | null, things: Related['farms']) => (id === null ? null : { id, name: things.get(id)?.name ?? '' });

export const processShape = (row: ProcessRow, counts: TaskCounts, related: Related): ProcessJson => ({
  id: row.id,
  name: row.name,
  mode: row.mode,
  state: displayedState(counts),
  active: row.started !== null && row.finished === null,
  corpus: row.corpusId,
  creator: related.creatorOf(row.creatorId),
  created: row.created.toISOString(),
  updated: row.updated.toISOString(),
  started: row.started?.toISOString() ?? null,
  finished: row.finished?.toISOString() ?? null,
  duration_seconds: secondsBetween(row.started, row.finished),
  element: row.elementId,
  element_name: related.elements.get(row.elementId ?? '')?.name ?? null,
  element_type: related.types.get(row.elementTypeId ?? '')?.slug ?? null,
  name_contains: row.nameContains,
  load_children: row.loadChildren,
  ml_class: row.mlClassId,
  listed_elements: row.listedElements,
  ...otherModes,
  use_cache: row.useCache,
  use_gpu: row.useGpu,
  chunks: row.chunks,
  thumbnails: row.thumbnails,
  worker_activity: row.workerActivity,
  ttl: row.ttl,
  farm: named(row.farmId, related.farms),
  activity_state: row.activityState,
  activity_errors: related.errors.get(row.id) ?? null,
  rights: related.rights.get(row.corpusId ?? '') ?? [],
});

/** Processes in lists, and as most writes answer them. */
export const processShown = shown(processes, {
  relate: async (rows: readonly ProcessRow[], showing) => ({
    counts: await countsOf(showing.db, rows),
    related: await relatedTo(rows, showing),
  }),
  shape: (row: ProcessRow, { counts, related }): ProcessJson => processShape(row, counts.get(row.id) ?? {}, related),
});

/** Processes with these tasks, from which their states follow. */
export async function withTasks(
  rows: readonly ProcessRow[],
  tasks: readonly TaskRow[],
  showing: Showing,
): Promise<readonly ProcessWithTasks[]> {
  const [related, agents] = await Promise.all([relatedTo(rows, showing), holdersOf(tasks, showing)]);
  return rows.map((row) => {
    const own = tasks.filter((task) => task.processId === row.id);
    const counts = countStates(own.filter((task) => task.run === row.run));
    return { ...processShape(row, counts, related), tasks: own.map((task) => taskItem(task, agents)) };
  });
}

/** Processes with all their tasks. */
export const processWithTasksShown = {
  present: async (rows: readonly ProcessRow[], showing: Showing): Promise<readonly ProcessWithTasks[]> =>
    withTasks(
      rows,
      await tasksOfProcesses(
        showing.db,
        rows.map(({ id }) => id),
      ),
      showing,
    ),
};
