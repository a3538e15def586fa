import { test } from 'tap';
import type { Test } from 'tap';
import type { Line } from '../../../interfaces/ocr-worker/lines.ts';
import { fetchPicture } from '../../../interfaces/ocr-worker/picture.ts';
import type { Recogniser } from '../../../interfaces/ocr-worker/recogniser.ts';
import { runOn } from '../../../interfaces/ocr-worker/run.ts';
import { apiOn, elementAnswer, elementId, fakeArkindex, process_, run } from './support/arkindex.ts';
import { testClock } from './support/clock.ts';
import type { Answer, Recorded } from './support/fake-server.ts';
import { blankSheet } from './support/pictures.ts';

const lines: readonly Line[] = [
  { box: { left: 10, top: 20, right: 300, bottom: 50 }, text: 'First line', confidence: 0.9 },
  { box: { left: 10, top: 60, right: 300, bottom: 90 }, text: 'second', confidence: 0.5 },
];

type Scene = {
  readonly elements: number;
  readonly special?: (request: Recorded, url: string) => Answer | undefined;
  readonly found?: (picture: number) => readonly Line[];
  readonly activities?: boolean;
  readonly token?: string;
};

/** Runs on pages whose text the scene knows, against a server of its own. */
async function ran(t: Test, { elements, special, found = () => lines, activities = true, token }: Scene) {
  const sheet = await blankSheet();
  const server = await fakeArkindex(
    (request, url) => special?.(request, url) ?? (request.path.startsWith('/iiif/') ? { status: 200, body: sheet } : undefined),
  );
  t.teardown(() => server.close());
  const { api, waits } = apiOn(server, token);
  const { clock } = testClock();
  let pictures = 0;
  const recogniser: Recogniser = {
    recognise: () => {
      pictures += 1;
      return new Promise((resolve) => resolve(found(pictures)));
    },
    close: () => Promise.resolve(),
  };
  const log: string[] = [];
  const ids = Array.from({ length: elements }, (_, index) => elementId(index + 1));
  const code = await runOn(ids, { api, recogniser, activities, clock, picture: (zone) => fetchPicture(zone, clock) }, (line) =>
    log.push(line),
  );
  return { code, log, waits, server, activity: activitiesIn(server.requests) };
}

const activitiesIn = (requests: readonly Recorded[]) =>
  requests
    .filter(({ path }) => path.endsWith('/activity/'))
    .map(({ body }) => body as { element_id: string; process_id: string; state: string });

const isActivity = (request: Recorded, state: string, n: number): boolean => {
  const body = request.body as { state?: string; element_id?: string } | undefined;
  return request.path.endsWith('/activity/') && body?.state === state && body.element_id === elementId(n);
};

void test('an element goes its way in the order of an Arkindex worker', async (t) => {
  const { code, server, activity, log } = await ran(t, { elements: 1 });
  const e = elementId(1);
  t.same(server.lines(), [
    `GET /api/v1/element/${e}/`,
    `PUT /api/v1/workers/versions/${run}/activity/`,
    'GET /iiif/2/page-1.png/full/full/0/default.jpg',
    `POST /api/v1/element/${e}/transcriptions/bulk/`,
    `POST /api/v1/element/${e}/transcription/`,
    `PUT /api/v1/workers/versions/${run}/activity/`,
  ]);
  t.same(activity, [
    { element_id: e, process_id: process_, state: 'started' },
    { element_id: e, process_id: process_, state: 'processed' },
  ]);
  t.equal(code, 0);
  t.same(log, ['[1/1] page "Page 1" (page-1.png): 2 lines, confidence 0.75, 0.0 s', 'Ran on 1 elements: 1 processed, 0 skipped, 0 failed']);
});

void test('lines are sent in bulk with their places, the page as one text', async (t) => {
  const { server } = await ran(t, { elements: 1 });
  const [bulk, text] = server.requests.filter(({ method }) => method === 'POST').map(({ body }) => body);
  const rectangle = (top: number, bottom: number) => [
    [10, top],
    [10, bottom],
    [300, bottom],
    [300, top],
    [10, top],
  ];
  t.same(bulk, {
    element_type: 'text_line',
    worker_run_id: run,
    return_elements: true,
    transcriptions: [
      { polygon: rectangle(20, 50), text: 'First line', confidence: 0.9, element_confidence: 0.9, orientation: 'horizontal-lr' },
      { polygon: rectangle(60, 90), text: 'second', confidence: 0.5, element_confidence: 0.5, orientation: 'horizontal-lr' },
    ],
  });
  t.same(text, { text: 'First line\nsecond', confidence: 0.75, orientation: 'horizontal-lr', worker_run_id: run });
});

void test('every write has a key of its own, and reads have none', async (t) => {
  const { server } = await ran(t, { elements: 3 });
  const writes = server.requests.filter(({ method }) => method !== 'GET').map(({ key }) => key);
  t.equal(writes.length, 12);
  t.notOk(writes.includes(undefined));
  t.equal(new Set(writes).size, 12);
  t.same(new Set(server.requests.filter(({ method }) => method === 'GET').map(({ key }) => key)), new Set([undefined]));
});

void test('a second attempt sends its results under the keys of the first and its reports under new ones', async (t) => {
  const keys = async (token: string, method: string) =>
    (await ran(t, { elements: 2, token })).server.requests.filter((request) => request.method === method).map(({ key }) => key);
  t.same(await keys('task.1.mac', 'POST'), await keys('task.2.mac', 'POST'));
  const [first, second] = [await keys('task.1.mac', 'PUT'), await keys('task.2.mac', 'PUT')];
  t.equal(new Set([...first, ...second]).size, 8);
});

void test('what a restarting server lost is sent again under the same key', async (t) => {
  const lost = new Set<string>();
  const { code, server, waits, log } = await ran(t, {
    elements: 1,
    special: ({ method, path }) => {
      if (method === 'GET' || lost.has(`${method} ${path} twice`)) return undefined;
      const again = lost.has(`${method} ${path}`);
      lost.add(`${method} ${path}${again ? ' twice' : ''}`);
      return again ? { how: 'cut' } : { status: 503 };
    },
  });
  t.equal(code, 0);
  t.match(log.at(-1), /1 processed, 0 skipped, 0 failed/);
  t.same(waits, [200, 400, 200, 400, 200, 400]);
  for (const step of ['/transcriptions/bulk/', '/transcription/']) {
    const sent = server.requests.filter(({ path }) => path.endsWith(step));
    t.equal(sent.length, 3);
    t.equal(new Set(sent.map(({ key, body }) => JSON.stringify([key, body]))).size, 1);
  }
});

void test('an element that another task has, or that is done, is skipped silently', async (t) => {
  const { code, server, activity, log } = await ran(t, {
    elements: 2,
    special: (request) => (isActivity(request, 'started', 1) ? { status: 409, body: { detail: 'Taken.' } } : undefined),
  });
  t.equal(code, 0);
  t.equal(server.requests.filter(({ path }) => path.includes(elementId(1)) || path.includes('page-1')).length, 1);
  t.same(
    activity.map(({ state }) => state),
    ['started', 'started', 'processed'],
  );
  t.equal(log.at(-1), 'Ran on 2 elements: 1 processed, 1 skipped, 0 failed');
});

void test('a broken image fails its element alone, and the last lines name the file', async (t) => {
  const { code, activity, log } = await ran(t, {
    elements: 3,
    special: ({ path }) => (path.startsWith('/iiif/2/page-2.png') ? { status: 200, body: Buffer.from('no image') } : undefined),
  });
  t.equal(code, 0);
  t.same(
    activity.map(({ state }) => state),
    ['started', 'processed', 'started', 'error', 'started', 'processed'],
  );
  t.equal(log.at(-2), 'Ran on 3 elements: 2 processed, 0 skipped, 1 failed');
  t.match(log.at(-1), /^Failed: page "Page 2" \(page-2\.png\): the image at http.*page-2\.png.* cannot be read: /);
});

void test('a page without text is processed, with nothing sent', async (t) => {
  const { code, server, activity, log } = await ran(t, { elements: 1, found: () => [] });
  t.equal(code, 0);
  t.same(
    activity.map(({ state }) => state),
    ['started', 'processed'],
  );
  t.notOk(server.requests.some(({ method }) => method === 'POST'));
  t.equal(log[0], '[1/1] page "Page 1" (page-1.png): no text found, 0.0 s');
});

void test('whatever goes wrong with an element is reported and the rest goes on', async (t) => {
  const { code, activity, log } = await ran(t, {
    elements: 6,
    found: (picture) => {
      if (picture === 1) throw new Error('the recogniser broke off');
      return lines;
    },
    special: (request, url) => {
      if (request.path === `/api/v1/element/${elementId(2)}/`) return { status: 404, body: { detail: 'Not found.' } };
      if (request.path === `/api/v1/element/${elementId(3)}/`) return { status: 200, body: { ...elementAnswer(url, 3), zone: null } };
      if (request.path === `/api/v1/element/${elementId(4)}/transcription/`) return { status: 400, body: { text: ['Too long.'] } };
      if (isActivity(request, 'processed', 5)) return { status: 409, body: { detail: 'Taken over.' } };
      return undefined;
    },
  });
  t.equal(code, 0);
  t.same(
    activity.filter(({ state }) => state === 'error').map(({ element_id }) => element_id),
    [1, 2, 3, 4, 5].map(elementId),
  );
  t.equal(log.at(-6), 'Ran on 6 elements: 1 processed, 0 skipped, 5 failed');
  t.equal(log.at(-5), 'Failed: page "Page 1" (page-1.png): the recogniser broke off');
  t.match(log.at(-4), /^Failed: element [0-9a-f-]+: GET .* was answered with 404: Not found\.$/);
  t.equal(log.at(-3), 'Failed: page "Page 3" (no image): the element has no image');
  t.match(log.at(-2), /^Failed: page "Page 4" \(page-4\.png\): POST .* was answered with 400: text: Too long\.$/);
  t.equal(log.at(-1), 'Failed: page "Page 5" (page-5.png): another task has taken the element');
});

void test('when every element failed the program has failed', async (t) => {
  const { code, log } = await ran(t, { elements: 2, special: ({ path }) => (path.startsWith('/iiif/') ? { status: 404 } : undefined) });
  t.equal(code, 1);
  t.equal(log.at(-3), 'Ran on 2 elements: 0 processed, 0 skipped, 2 failed');
});

void test('when every element was skipped, or there is none, it has not', async (t) => {
  t.equal((await ran(t, { elements: 2, special: (request) => (request.method === 'PUT' ? { status: 409 } : undefined) })).code, 0);
  t.equal((await ran(t, { elements: 0 })).code, 0);
});

void test('a process without activities gets none', async (t) => {
  const { code, server } = await ran(t, { elements: 1, activities: false });
  t.equal(code, 0);
  t.notOk(server.requests.some(({ method }) => method === 'PUT'));
});

void test('when the server is away for good, the rest is left for another attempt', async (t) => {
  const { code, activity, log } = await ran(t, {
    elements: 3,
    special: ({ path }) => (path === `/api/v1/element/${elementId(2)}/` ? { how: 'cut' } : undefined),
  });
  t.equal(code, 1);
  t.same(
    activity.map(({ element_id }) => element_id),
    [elementId(1), elementId(1)],
  );
  t.match(log.at(-2), /^The server is away, the rest is left for another attempt: ./);
  t.equal(log.at(-1), 'Ran on 3 elements: 1 processed, 0 skipped, 0 failed, 2 not reached');
});
