import type { Rest } from './rest.ts';
import { until } from './until.ts';
import type { PublishedWorker } from './workshop.ts';

export interface Task {
  readonly id: string;
  readonly run: number;
  readonly slug: string;
  readonly depth: number;
  readonly state: string;
  readonly attempt: number;
  readonly chunk: number | null;
  readonly worker_run_id: string | null;
  readonly parents: readonly string[];
  readonly agent: { readonly id: string } | null;
}

export interface Process {
  readonly id: string;
  readonly state: string;
  readonly active: boolean;
  readonly started: string | null;
  readonly finished: string | null;
  readonly activity_state: string;
  readonly activity_errors: number | null;
  readonly tasks: readonly Task[];
}

export interface Activity {
  readonly element_id: string;
  readonly worker_run_id: string;
  readonly state: string;
}

/** A worker run to be: which worker, configured how, after which other runs of the list (by their place). */
export interface WantedRun {
  readonly worker: PublishedWorker;
  readonly configuration?: string;
  readonly after?: readonly number[];
}

interface Made {
  readonly id: string;
}

/** A draft over the pages of a project with these worker runs. */
export async function draft(rest: Rest, corpus: string, wanted: readonly WantedRun[]): Promise<{ id: string; runs: readonly string[] }> {
  const { id } = await rest.post<Made>('/process/corpus/', { corpus, element_type: 'page' });
  const runs: string[] = [];
  for (const { worker, configuration, after = [] } of wanted) {
    const body = {
      worker_version_id: worker.versionId,
      configuration_id: configuration ?? null,
      parents: after.map((place) => runs[place]),
    };
    runs.push((await rest.post<Made>(`/process/${id}/workers/`, body)).id);
  }
  return { id, runs };
}

export const processOf = (rest: Rest, id: string): Promise<Process> => rest.get<Process>(`/process/${id}/`);

/** The process when it has finished, however that went. */
export const finished = (rest: Rest, id: string): Promise<Process> =>
  until('the process has finished', async () => {
    const seen = await processOf(rest, id);
    return seen.finished !== null && seen;
  });

/** The process when its task `slug` of the newest run is in that state. */
export const taskBecomes = (rest: Rest, id: string, slug: string, state: string): Promise<Task> =>
  until(`${slug} is ${state}`, async () => {
    const { tasks } = await processOf(rest, id);
    return tasks.filter((task) => task.slug === slug && task.state === state).at(-1);
  });

export const activities = (rest: Rest, id: string): Promise<readonly Activity[]> => rest.all<Activity>(`/process/${id}/activity/`);

/** All transcriptions of an element. */
export const textsOf = async (rest: Rest, elementId: string): Promise<readonly string[]> =>
  (await rest.all<{ text: string }>(`/element/${elementId}/transcriptions/`)).map(({ text }) => text).sort();
