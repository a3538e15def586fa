import { test } from 'tap';
import { edgeBench, hidden, open, uuid } from './edge-bench.ts';
import { thingOperations } from './things.ts';

const friend = 'https://pages.example.org';
const stranger = 'https://elsewhere.example';
const corsOrigins = [friend, 'http://localhost:3000'];

/** What an answer says to browsers about other origins. */
const said = ({ headers }: Response) => [...headers].filter(([name]) => name.startsWith('access-control-'));
const preflight = (origin: string) => ({
  origin,
  'access-control-request-method': 'PATCH',
  'access-control-request-headers': 'authorization',
});

test('given a page of a listed origin, then it may read answers and refusals, asked for with credentials', async (t) => {
  const { ask, given } = await edgeBench(t, thingOperations, { corsOrigins });
  const path = `/thing/${given(1, open, 'a')}/`;
  for (const [origin, at, status] of [
    [friend, path, 200],
    ['http://localhost:3000', path, 200],
    [friend, `/thing/${given(2, hidden, 'b')}/`, 401],
    [friend, '/nothing/', 404],
  ] as const) {
    const answer = await ask('GET', at, { headers: { origin } });
    t.equal(answer.status, status);
    t.match(Object.fromEntries(said(answer)), {
      'access-control-allow-origin': origin,
      'access-control-allow-credentials': 'true',
      'access-control-expose-headers': /X-Position, X-Request-Id/,
    });
    t.match(answer.headers.get('vary'), /Origin/);
  }
});

test('given a page of a listed origin, then it learns beforehand what it may send, without any credentials', async (t) => {
  const { ask } = await edgeBench(t, thingOperations, { corsOrigins });
  const answer = await ask('OPTIONS', `/thing/${uuid(1)}/`, { headers: preflight(friend) });
  t.equal(answer.status, 204);
  t.match(Object.fromEntries(said(answer)), {
    'access-control-allow-origin': friend,
    'access-control-allow-credentials': 'true',
    'access-control-allow-methods': /\bPATCH\b.*\bDELETE\b/,
    'access-control-allow-headers': /Authorization, Content-Type, .*X-CSRFToken/,
  });
});

test('given a page of any other origin, or none listed, then no browser hands it an answer', async (t) => {
  for (const [listed, origins] of [
    [corsOrigins, [stranger, 'null', `${friend}.elsewhere.example`, `${friend}:8443`, 'http://pages.example.org']],
    [[], [friend, stranger]],
  ] as const) {
    const { ask, given } = await edgeBench(t, thingOperations, { corsOrigins: listed });
    const path = `/thing/${given(1, open, 'a')}/`;
    for (const origin of origins) {
      const answer = await ask('GET', path, { headers: { origin } });
      t.strictSame([answer.status, said(answer)], [200, []], origin);
      const before = await ask('OPTIONS', path, { headers: preflight(origin) });
      t.strictSame([before.status, said(before)], [405, []], origin);
    }
    const own = await ask('GET', path);
    t.strictSame(said(own), []);
    t.equal(/Origin/.test(own.headers.get('vary') ?? ''), listed.length > 0, 'caches tell the answers apart');
  }
});

test('given the document, then everybody may read it, and nobody with credentials', async (t) => {
  const { ask } = await edgeBench(t, thingOperations, { corsOrigins });
  for (const origin of [friend, stranger])
    t.strictSame(said(await ask('GET', '/api/v1/openapi/', { headers: { origin } })), [['access-control-allow-origin', '*']]);
});

test('given a session cookie and its token, then a page of a listed origin may write, and no other', async (t) => {
  const { ask, given, openSession } = await edgeBench(t, thingOperations, { corsOrigins });
  const { secret } = await openSession(1);
  const path = `/thing/${given(1, hidden, 'a')}/`;
  const cookie = `colophon.session=${secret}; arkindex.csrf=abc`;
  const patch = async (headers: Record<string, string>) =>
    (await ask('PATCH', path, { body: { name: 'b' }, headers: { cookie, ...headers } })).status;
  t.equal(await patch({ origin: friend, 'x-csrftoken': 'abc' }), 200);
  t.equal(await patch({ referer: `${friend}/process/1`, 'x-csrftoken': 'abc' }), 200);
  t.equal(await patch({ origin: friend }), 403);
  t.equal(await patch({ origin: stranger, 'x-csrftoken': 'abc' }), 403);
});
