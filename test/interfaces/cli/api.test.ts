import { test } from 'tap';
import { Api, ApiFailure } from '../../../interfaces/cli/api.ts';
import { served } from '../../support/http.ts';

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly authorization: string;
  readonly body: string;
}
interface Answer {
  readonly status?: number;
  readonly body?: unknown;
  readonly location?: string;
}

/** A server that answers these in turn, and what it was asked. */
async function answering(t: Parameters<typeof served>[0], ...answers: readonly Answer[]) {
  const asked: Asked[] = [];
  const url = await served(t, async (ctx) => {
    const chunks: Buffer[] = [];
    for await (const chunk of ctx.req) chunks.push(chunk as Buffer);
    const { authorization = '' } = ctx.headers;
    asked.push({ method: ctx.method, path: ctx.url, authorization, body: Buffer.concat(chunks).toString() });
    const { status = 200, body, location } = answers[asked.length - 1] ?? {};
    if (location) ctx.set('location', location);
    ctx.body = body ?? null;
    ctx.status = status;
  });
  return { url, asked, api: new Api(`${url}/`, 'secret') };
}

test('requests carry the token, and JSON both ways', async (t) => {
  const { api, asked } = await answering(t, { body: { id: 1 } }, { status: 201, body: { id: 2 } }, { body: {} }, { status: 204 });
  t.same(await api.get('/user/'), { id: 1 });
  t.same(await api.post('/corpus/', { name: 'Registers' }), { id: 2 });
  await api.patch('/corpus/1/', { name: 'Letters' });
  t.equal(await api.post('/process/1/start/'), null, 'an answer without a body');
  const authorization = 'Token secret';
  t.strictSame(asked, [
    { method: 'GET', path: '/api/v1/user/', authorization, body: '' },
    { method: 'POST', path: '/api/v1/corpus/', authorization, body: '{"name":"Registers"}' },
    { method: 'PATCH', path: '/api/v1/corpus/1/', authorization, body: '{"name":"Letters"}' },
    { method: 'POST', path: '/api/v1/process/1/start/', authorization, body: '{}' },
  ]);
});

test('a list is read to its end, page by page', async (t) => {
  const first = { results: [1, 2], next: '' };
  const { api, asked, url } = await answering(t, { body: first }, { body: { results: [3], next: null } });
  first.next = `${url}/api/v1/agents/?page=2`;
  t.same(await api.all('/agents/'), [1, 2, 3]);
  t.same(
    asked.map(({ path }) => path),
    ['/api/v1/agents/', '/api/v1/agents/?page=2'],
  );
});

test('a refusal is told in the words of the server', async (t) => {
  const refused = { name: ['Too long.', 'Taken.'], __all__: ['No.'], problems: [{ code: 'x' }], request_id: 'r' };
  const { api } = await answering(
    t,
    { status: 400, body: refused },
    { status: 404, body: { detail: 'Not found.', problems: [] } },
    { status: 502, body: '<h1>Bad gateway</h1>' },
  );
  await t.rejects(api.post('/corpus/', {}), {
    name: 'ApiFailure',
    status: 400,
    body: refused,
    message: 'POST /corpus/ answered 400: name: Too long. Taken.; __all__: No.',
  });
  await t.rejects(api.get('/corpus/1/'), { message: 'GET /corpus/1/ answered 404: Not found.' });
  await t.rejects(api.get('/corpus/1/'), new ApiFailure('GET', '/corpus/1/', 502, '<h1>Bad gateway</h1>'));
});

test('a download follows where it is sent, and gives the bytes', async (t) => {
  const { api, asked } = await answering(
    t,
    { status: 302, location: '/blobs/x' },
    { body: Buffer.from([0, 255]) },
    { status: 404, body: 'gone' },
  );
  t.same([...(await api.bytes('/task/1/artifact/x'))], [0, 255]);
  t.equal(asked[1]?.path, '/blobs/x');
  await t.rejects(api.bytes('/task/1/artifact/y'), { name: 'ApiFailure', status: 404 });
});

test('where nobody listens, the way to start a server is told', async (t) => {
  const away = new Api('http://127.0.0.1:1', 'secret');
  await t.rejects(away.get('/user/'), { name: 'ServerAway', message: /no Colophon at http:\/\/127\.0\.0\.1:1\. .*npm start/ });
});
