import type { Api } from '../api.ts';

export interface TaskSeen {
  readonly id: string;
  readonly run: number;
  readonly slug: string;
  readonly depth: number;
  readonly state: string;
  readonly chunk: number | null;
  readonly worker_run_id: string | null;
  readonly started: string | null;
  readonly finished: string | null;
}

export interface ProcessSeen {
  readonly id: string;
  readonly name: string | null;
  readonly state: string;
  readonly active: boolean;
  readonly chunks: number | null;
  readonly started: string | null;
  readonly finished: string | null;
  readonly activity_state: string;
  readonly tasks: readonly TaskSeen[];
}

export interface StatsSeen {
  readonly worker_run: { readonly id: string; readonly summary: string } | null;
  readonly queued: number;
  readonly started: number;
  readonly processed: number;
  readonly error: number;
  readonly total: number;
}

export interface EstimateSeen {
  readonly estimated_completion: string | null;
  readonly estimated_text: string | null;
  readonly rows: readonly StatsSeen[];
}

/** How far one task is: elements done of all of its chunk; null where it works on no elements. */
export interface TaskProgress {
  readonly task: TaskSeen;
  readonly done: number;
  readonly total: number | null;
}

export interface Progress {
  readonly process: ProcessSeen;
  readonly tasks: readonly TaskProgress[];
  readonly activities: { readonly queued: number; readonly started: number; readonly processed: number; readonly error: number };
  readonly estimate: EstimateSeen;
  /** Why tasks wait that wait for something else than their parents, a sentence each. */
  readonly waiting: readonly string[];
}

interface WaitsSeen {
  readonly task_id: string;
  readonly reasons: readonly { readonly code: string; readonly message: string }[];
}

/** What passes by itself within moments, or is plain from the picture. */
const plain = new Set(['parents_running', 'claimed_not_started', 'behind_others']);

interface ActivitySeen {
  readonly element_id: string;
  readonly worker_run_id: string | null;
  readonly state: string;
}

/** Up to so many elements the activities are read one by one, to know how far each chunk is; above, chunks share their run's figures. */
const countedOneByOne = 2000;

/** Looks at a process again and again, as one who may read its project. */
export class ProgressReader {
  readonly #api: Api;
  readonly #id: string;
  readonly #chunks = new Map<string, ReadonlyMap<string, number>>();

  constructor(api: Api, processId: string) {
    this.#api = api;
    this.#id = processId;
  }

  async read(): Promise<Progress> {
    const process = await this.#api.get<ProcessSeen>(`/process/${this.#id}/`);
    const estimate = await this.#api.get<EstimateSeen>(`/process/${this.#id}/activity-stats/`);
    const run = Math.max(0, ...process.tasks.map((task) => task.run));
    const tasks = process.tasks.filter((task) => task.run === run).sort((a, b) => a.depth - b.depth || collate(a.slug, b.slug));
    const largest = Math.max(0, ...estimate.rows.map((row) => row.total));
    const done = largest > 0 && largest <= countedOneByOne && (process.chunks ?? 1) > 1 ? await this.#byChunk(tasks) : null;
    const sum = (of: 'queued' | 'started' | 'processed' | 'error'): number => estimate.rows.reduce((total, row) => total + row[of], 0);
    return {
      process,
      tasks: tasks.map((task) => progressOf(task, process, estimate, done)),
      activities: { queued: sum('queued'), started: sum('started'), processed: sum('processed'), error: sum('error') },
      estimate,
      waiting: process.finished === null ? await this.#waiting(tasks) : [],
    };
  }

  async #waiting(tasks: readonly TaskSeen[]): Promise<readonly string[]> {
    if (!tasks.some(({ state }) => state === 'pending' || state === 'unscheduled')) return [];
    const waits = await this.#api.get<readonly WaitsSeen[]>(`/colophon/process/${this.#id}/waiting/`);
    return waits.flatMap(({ task_id, reasons }) =>
      reasons
        .filter(({ code }) => !plain.has(code))
        .map(({ message }) => `${tasks.find(({ id }) => id === task_id)?.slug ?? task_id}: ${message}`),
    );
  }

  /** Elements done and of all, by `<worker run> <chunk>`; null until the lists of the chunks are there. */
  async #byChunk(tasks: readonly TaskSeen[]): Promise<ReadonlyMap<string, readonly [number, number]> | null> {
    const initialisation = tasks.find((task) => task.slug === 'initialisation' && task.state === 'completed');
    if (!initialisation) return null;
    const chunkOf = this.#chunks.get(initialisation.id) ?? (await this.#chunksOf(initialisation.id));
    const counts = new Map<string, readonly [number, number]>();
    for (const { element_id, worker_run_id, state } of await this.#api.all<ActivitySeen>(`/process/${this.#id}/activity/?page_size=1000`)) {
      const key = `${worker_run_id} ${chunkOf.get(element_id)}`;
      const [done, total] = counts.get(key) ?? [0, 0];
      counts.set(key, [done + Number(state === 'processed' || state === 'error'), total + 1]);
    }
    return counts;
  }

  async #chunksOf(taskId: string): Promise<ReadonlyMap<string, number>> {
    const chunkOf = new Map<string, number>();
    for (const { path } of await this.#api.get<readonly { path: string }[]>(`/task/${taskId}/artifacts/`)) {
      const chunk = /^elements_chunk_(\d+)\.json$/.exec(path)?.[1];
      if (chunk === undefined) continue;
      const bytes = await this.#api.bytes(`/task/${taskId}/artifact/${path}`);
      for (const { id } of JSON.parse(Buffer.from(bytes).toString()) as { id: string }[]) chunkOf.set(id, Number(chunk));
    }
    this.#chunks.set(taskId, chunkOf);
    return chunkOf;
  }
}

const collate = new Intl.Collator('en', { numeric: true }).compare;

function progressOf(
  task: TaskSeen,
  { chunks }: ProcessSeen,
  { rows }: EstimateSeen,
  done: ReadonlyMap<string, readonly [number, number]> | null,
): TaskProgress {
  if (task.worker_run_id === null) return { task, done: Number(task.state === 'completed'), total: null };
  const exact = done?.get(`${task.worker_run_id} ${task.chunk}`);
  if (exact) return { task, done: exact[0], total: exact[1] };
  const row = rows.find((of) => of.worker_run?.id === task.worker_run_id);
  const share = task.chunk === null ? 1 : (chunks ?? 1);
  return {
    task,
    done: Math.floor(((row?.processed ?? 0) + (row?.error ?? 0)) / share),
    total: row && row.total > 0 ? Math.ceil(row.total / share) : null,
  };
}
