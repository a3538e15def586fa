import type { FigureSpec, Program, Run } from '../program.ts';
import { monotonic } from '../monotonic.ts';
import { connected } from '../serving/connected.ts';
import { enrol } from '../serving/enrol.ts';
import { publishWorker } from '../serving/process.ts';
import { makeProject, uploadImage } from '../serving/project.ts';
import { serve } from '../serving/serve.ts';
import { percentile } from '../statistics.ts';
import type { Workbench } from '../workbench.ts';
import { follow } from './steps.ts';

/** A process has 10,000 tasks at most: these and their root. */
const [runs, chunks] = [11, 909];
const children = runs * chunks;
const looks = 40;

interface Made {
  readonly id: string;
}

const figure = (name: string, bound: number): FigureSpec => ({
  name,
  unit: 'ms',
  beside: null,
  target: { of: 'value', is: '<', bound },
});

export const fanOut: Program = {
  name: 'fan-out',
  title: `a process of ${(children + 1).toLocaleString('en')} tasks, one of them the root of all others, planned, opened and shown`,
  method: `
A server of its own with all read models. A process of ${runs} worker runs of ${chunks.toLocaleString('en')} chunks each over
${chunks.toLocaleString('en')} pages: its root, the initialisation, is the one parent of all other tasks. Another program reads the log every 10 ms and
notes when all tasks are made and the root queued (since the start was sent), and when, after the root's completion, all others are queued
and the read models show them pending. Then the list of processes is asked for with the position of the last of those events (\`page-right\`),
and ${looks} times more (\`page-p95\`), and as often for the first hundred of its tasks (\`tasks-p95\`).`,
  figures: [
    figure('planned', 10_000),
    figure('opened', 5_000),
    figure('page-right', 1_000),
    figure('page-p95', 100),
    figure('tasks-p95', 100),
  ],
  prepare,
};

async function prepare(workbench: Workbench): Promise<Run> {
  const served = await serve(workbench, { COLOPHON_PROCESS_MAX_CHUNKS: String(chunks) });
  const { api, address, token, url } = served;
  const database = await connected(workbench, address);
  const { farmId } = await enrol(workbench, served);
  const { workerId, versionId } = await publishWorker(api);
  const { corpusId } = await makeProject(api, 'Bench', await uploadImage(api), chunks);
  const configurations: string[] = [];
  for (let n = 0; n < runs; n++) {
    configurations.push((await api.post<Made>(`/workers/${workerId}/configurations/`, { name: `${n}`, configuration: { n } })).id);
  }

  const asked = async (path: string, position: bigint): Promise<{ readonly ms: number; readonly states: readonly string[] }> => {
    const begun = monotonic();
    const headers = { Authorization: `Token ${token}`, 'X-Position': String(position) };
    const answer = await fetch(new URL(`/api/v1${path}`, url), { headers });
    const { results } = (await answer.json()) as { readonly results: readonly { readonly state: string }[] };
    return { ms: monotonic() - begun, states: results.map(({ state }) => state) };
  };
  const page = async (processId: string, position: bigint): Promise<number> => {
    const { ms, states } = await asked(`/process/?id=${processId}`, position);
    if (states[0] !== 'running' && states[0] !== 'pending') throw new Error('The page of the process is not right.');
    return ms;
  };
  const tasks = async (processId: string, position: bigint): Promise<number> => {
    const { ms, states } = await asked(`/colophon/process/${processId}/tasks/`, position);
    if (states.length !== 100 || states.slice(1).some((state) => state !== 'pending')) throw new Error('The page of tasks is not right.');
    return ms;
  };

  return async () => {
    const { id: processId } = await api.post<Made>('/process/corpus/', { corpus: corpusId, element_type: 'page' });
    for (const configuration_id of configurations) {
      await api.post(`/process/${processId}/workers/`, { worker_version_id: versionId, configuration_id });
    }
    await database.query('analyze');
    const { rows } = await database.query<{ head: bigint }>('select max(position) as head from log.events');
    const begun = monotonic();
    const started = api.post(`/process/${processId}/start/`, { chunks, farm: farmId, worker_activity: false });
    const { planned, rootDone, queued, position } = await follow(database, rows[0]?.head ?? 0n, children);
    await started;
    const right = await page(processId, position);
    const shown = monotonic();
    const times = { page: [] as number[], tasks: [] as number[] };
    for (let n = 0; n < looks; n++) {
      times.page.push(await page(processId, position));
      times.tasks.push(await tasks(processId, position));
    }
    await api.patch(`/process/${processId}/`, { state: 'stopping' });
    const value = (ms: number) => ({ value: ms, beside: null });
    return {
      planned: value(planned - begun),
      opened: value(Math.max(queued, shown) - rootDone),
      'page-right': value(right),
      'page-p95': value(percentile(times.page, 0.95)),
      'tasks-p95': value(percentile(times.tasks, 0.95)),
    };
  };
}
