import { sideBySide } from '../load/side-by-side.ts';
import type { Shot } from '../load/shot.ts';
import { counts, type Scene } from './scene.ts';

/** A sequence of writes about one thing: none may overtake another. */
type Job = readonly Shot[];

const linesPerPage = 10;
const line = 'Im Anfang war das Wort, und das Wort war bei Gott, und Gott';
const orientation = 'horizontal-lr';

const shot = (method: Shot['method'], path: string, authorization: string, body: object): Shot => ({
  method,
  path: `/api/v1${path}`,
  authorization,
  body: JSON.stringify(body),
});

/** All that one run sends, in order. */
export function mix(scene: Scene, random: () => number): readonly Shot[] {
  const { pageIds, claims } = scene;
  const jobs: readonly Job[] = [
    ...pageIds.map((page, index) => pageJob(scene, page, index)),
    ...claims.map(({ task, term }) => taskJob(scene, task, term)),
    ...pageIds.slice(0, counts.renames).map((page, index) => [renaming(scene, page, index)]),
    ...Array.from({ length: counts.configurations }, (_, index) => [configuration(scene, random(), index)]),
  ];
  return sideBySide(jobs, random, 0.05);
}

/** As a worker does it: started, its lines in bulk, its whole text, processed. */
function pageJob({ taskTokens, processId, workerRunId }: Scene, page: string, index: number): Job {
  const task = `Ponos ${taskTokens[index % taskTokens.length]}`;
  const activity = (state: string): Shot =>
    shot('PUT', `/workers/versions/${workerRunId}/activity/`, task, { element_id: page, process_id: processId, state });
  const transcriptions = Array.from({ length: linesPerPage }, (_, n) => ({ ...lineAt(n), text: line, confidence: 0.9, orientation }));
  const bulk = { element_type: 'text_line', worker_run_id: workerRunId, transcriptions, return_elements: true };
  const text = Array.from({ length: linesPerPage }, () => line).join('\n');
  return [
    activity('started'),
    shot('POST', `/element/${page}/transcriptions/bulk/`, task, bulk),
    shot('POST', `/element/${page}/transcription/`, task, { text, confidence: 0.9, orientation, worker_run_id: workerRunId }),
    activity('processed'),
  ];
}

function lineAt(n: number) {
  const [top, bottom] = [100 + n * 100, 160 + n * 100];
  const corners = [
    [100, top],
    [900, top],
    [900, bottom],
    [100, bottom],
  ];
  return { polygon: corners, element_confidence: 0.9 };
}

function taskJob({ agentToken }: Scene, task: string, term: number): Job {
  const report = (said: object): Shot => shot('PATCH', `/task/${task}/from-agent/`, `Bearer ${agentToken}`, { ...said, term });
  return [report({ state: 'running', container: 'bench' }), report({ state: 'completed', exit_code: 0, duration_ms: 1_000 })];
}

const renaming = ({ userToken }: Scene, page: string, index: number): Shot =>
  shot('PATCH', `/element/${page}/`, `Token ${userToken}`, { name: `Renamed ${index}` });

const configuration = ({ userToken, workerId }: Scene, salt: number, index: number): Shot =>
  shot('POST', `/workers/${workerId}/configurations/`, `Token ${userToken}`, {
    name: `Configuration ${index} ${salt}`,
    configuration: { index, salt },
  });
