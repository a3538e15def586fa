import { fileURLToPath } from 'node:url';
import { test } from 'tap';
import { Api } from '../../interfaces/cli/api.ts';
import { samples } from '../../interfaces/cli/demo/samples.ts';
import { scans } from '../../interfaces/cli/demo/scans.ts';
import { uploadPage, type UploadedPage } from '../../interfaces/cli/demo/upload.ts';
import { activities, draft, finished, textsOf } from './support/processes.ts';
import { pythonWithLibrary } from './support/python-library.ts';
import { Rest } from './support/rest.ts';
import { Server } from './support/server.ts';
import { publish } from './support/workshop.ts';

const worker = fileURLToPath(new URL('support/python-worker/worker.py', import.meta.url));
const folder = process.env.COLOPHON_TEST_SCANS;
const pages = folder ? await scans(folder) : samples().slice(0, 2);
const library = await pythonWithLibrary();

interface Line {
  readonly text: string;
  readonly element: { readonly type: string; readonly name: string };
  readonly worker_run_id: string | null;
}

const skip = 'lacks' in library ? library.lacks : false;

test('a worker on the unmodified Python library does its work as a task of the host agent', { skip }, async (t) => {
  const { python } = library as { readonly python: string };
  const server = await Server.start(t);
  const user = await server.user('ada@example.org', '--admin');
  const { auth_token: token } = await user.post<{ auth_token: string }>('/user/token/');
  const rest = new Rest(server.url, `Token ${token}`);
  const { id: corpus } = await rest.post<{ id: string }>('/corpus/', { name: 'Scans' });
  const uploaded: UploadedPage[] = [];
  for (const page of pages) uploaded.push(await uploadPage(new Api(server.url, token), corpus, page));

  const { id, runs } = await draft(rest, corpus, [{ worker: await publish(rest, 'thirds', [python, worker]) }]);
  await rest.post(`/process/${id}/start/`, { chunks: 2 });
  const { state, tasks } = await finished(rest, id);

  const [task] = tasks.filter(({ slug }) => slug.startsWith('thirds'));
  t.equal(state, 'completed', (await rest.get<{ logs: string }>(`/task/${task?.id}/`)).logs);
  t.strictSame(new Set((await activities(rest, id)).map((activity) => activity.state)), new Set(['processed']));
  for (const { elementId, name } of uploaded) {
    t.match(await textsOf(rest, elementId), [new RegExp(`^${name.replaceAll('.', '[.]')} is \\d+ wide$`)]);
    const lines = (await rest.all<Line>(`/element/${elementId}/transcriptions/?recursive=True`)).filter(
      (line) => line.element.type === 'text_line',
    );
    t.strictSame(
      lines.map(({ text }) => text).sort(),
      [1, 2, 3].map((number) => `${name}, third ${number}`),
    );
    t.strictSame(new Set(lines.map((line) => line.worker_run_id)), new Set(runs));
  }
});
