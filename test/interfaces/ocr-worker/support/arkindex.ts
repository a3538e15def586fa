import { arkindexApi } from '../../../../interfaces/ocr-worker/api.ts';
import type { Api } from '../../../../interfaces/ocr-worker/api.ts';
import { apiClient } from '../../../../interfaces/ocr-worker/client.ts';
import type { Environment } from '../../../../interfaces/ocr-worker/environment.ts';
import { fakeServer } from './fake-server.ts';
import type { Answer, FakeServer, Recorded } from './fake-server.ts';
import { testClock } from './clock.ts';

export const run = '01890000-0000-7000-8000-000000000001';
export const process_ = '01890000-0000-7000-8000-000000000002';
export const elementId = (n: number): string => `01890000-0000-7000-8000-0000000001${String(n).padStart(2, '0')}`;

export const environmentFor = (url: string, token = 'task.1.mac'): Environment => ({
  apiUrl: url,
  token,
  workerRunId: run,
  processId: process_,
  elementsFile: 'elements.json',
});

export const workerRunAnswer = (language = 'eng', activityState = 'ready') => ({
  id: run,
  summary: 'Worker Text recognition @ 123412',
  worker_version: { configuration: { configuration: {}, user_configuration: { language: { default: 'eng' } } } },
  model_version: null,
  configuration: { configuration: { language } },
  process: { id: process_, activity_state: activityState },
});

export const elementAnswer = (url: string, n: number, size = { width: 800, height: 1000 }) => ({
  id: elementId(n),
  type: 'page',
  name: `Page ${n}`,
  zone: {
    polygon: [
      [0, 0],
      [0, size.height],
      [size.width, size.height],
      [size.width, 0],
      [0, 0],
    ],
    url: `${url}/iiif/2/page-${n}.png/0,0,${size.width},${size.height}/full/0/default.jpg`,
    image: { path: `page-${n}.png`, ...size, url: `${url}/iiif/2/page-${n}.png` },
  },
});

/** A server that plays Arkindex for pages `Page 1`, `Page 2` …, but where `special` has its own answer. */
export function fakeArkindex(special: (request: Recorded, url: string) => Answer | undefined = () => undefined): Promise<FakeServer> {
  const started = fakeServer((request) => {
    const own = special(request, url);
    if (own !== undefined) return own;
    const [, n] = /^\/api\/v1\/element\/[0-9a-f-]+(\d\d)\/$/.exec(request.path) ?? [];
    if (n !== undefined) return { status: 200, body: elementAnswer(url, Number(n)) };
    if (request.path.startsWith('/api/v1/process/workers/')) return { status: 200, body: workerRunAnswer() };
    if (request.path.endsWith('/activity/')) return { status: 200, body: request.body as object };
    return { status: 201, body: [] };
  });
  let url = '';
  return started.then((server) => {
    url = server.url;
    return server;
  });
}

/** The worker's API on a fake server, with a clock that does not wait. */
export function apiOn(server: FakeServer, token?: string): { readonly api: Api; readonly waits: readonly number[] } {
  const environment = environmentFor(server.url, token);
  const { clock, waits } = testClock();
  return { api: arkindexApi(apiClient(environment, { clock }), environment), waits };
}
