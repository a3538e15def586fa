import { test, type Test } from 'tap';
import { Api } from '../../../interfaces/cli/api.ts';
import { follow } from '../../../interfaces/cli/follow/follow.ts';
import { ProgressReader, type Progress } from '../../../interfaces/cli/follow/progress.ts';
import { served } from '../../support/http.ts';

const task = (slug: string, chunk: number | null, worker_run_id: string | null, state = 'completed', run = 2) => ({
  id: slug,
  run,
  slug,
  depth: worker_run_id === null ? 0 : 1,
  state,
  chunk,
  worker_run_id,
  started: null,
  finished: null,
});

const tasks = [
  task('ocr_2', 2, 'w', 'pending'),
  task('ocr_10', 1, 'w', 'running'),
  task('initialisation', null, null),
  task('old', null, null, 'failed', 1),
];
const answers: Readonly<Record<string, unknown>> = {
  '/api/v1/process/p/': { id: 'p', state: 'running', chunks: 2, started: 'x', finished: null, tasks },
  '/api/v1/process/p/activity-stats/': {
    estimated_completion: null,
    rows: [{ worker_run: { id: 'w' }, queued: 1, started: 1, processed: 1, error: 0, total: 3 }],
  },
  '/api/v1/colophon/process/p/waiting/': [
    { task_id: 'ocr_2', reasons: [{ code: 'no_active_agent', message: 'All silent.' }] },
    { task_id: 'ocr_10', reasons: [{ code: 'parents_running', message: 'Waits for others.' }] },
  ],
  '/api/v1/process/p/activity/': {
    results: [
      { element_id: 'a', worker_run_id: 'w', state: 'processed' },
      { element_id: 'b', worker_run_id: 'w', state: 'started' },
      { element_id: 'c', worker_run_id: 'w', state: 'queued' },
    ],
    next: null,
  },
  '/api/v1/task/initialisation/artifacts/': [{ path: 'elements_chunk_1.json' }, { path: 'elements_chunk_2.json' }],
  '/api/v1/task/initialisation/artifact/elements_chunk_1.json': [{ id: 'a' }, { id: 'c' }],
  '/api/v1/task/initialisation/artifact/elements_chunk_2.json': [{ id: 'b' }],
};

const server = (t: Test): Promise<string> =>
  served(t, (ctx) => {
    ctx.body = answers[ctx.path] ?? null;
    if (!(ctx.path in answers)) ctx.status = 404;
  });

test('the progress of each chunk is counted from its own list of elements, the last run only', async (t) => {
  const progress = await new ProgressReader(new Api(await server(t), 'token'), 'p').read();
  t.same(
    progress.tasks.map(({ task: { slug }, done, total }) => [slug, done, total]),
    [
      ['initialisation', 1, null],
      ['ocr_2', 0, 1],
      ['ocr_10', 1, 2],
    ],
  );
  t.same(progress.waiting, ['ocr_2: All silent.']);
  t.same(progress.activities, { queued: 1, started: 1, processed: 1, error: 0 });
});

test('an unknown process is told in the server’s words, an absent server with the remedy', async (t) => {
  await t.rejects(new ProgressReader(new Api(await server(t), 'token'), 'q').read(), { name: 'ApiFailure', status: 404 });
  await t.rejects(new ProgressReader(new Api('http://127.0.0.1:1', 'token'), 'p').read(), { name: 'ServerAway', message: /npm start/ });
});

test('a process is followed past a time in which its server can answer nothing', async (t) => {
  let asked = 0;
  const url = await served(t, (ctx) => {
    ctx.body = answers[ctx.path] ?? null;
    if (ctx.path !== '/api/v1/process/p/') return;
    asked++;
    if (asked === 2) ctx.status = 503;
    if (asked === 3) ctx.body = { ...(answers[ctx.path] as object), finished: 'y' };
  });
  const shown: (string | null)[] = [];
  const view = { show: ({ process }: Progress) => void shown.push(process.finished), end: () => undefined };
  t.match(await follow(new Api(url, 'token'), 'p', view, new AbortController().signal), { process: { finished: 'y' } });
  t.strictSame(shown, [null, 'y']);
});
