import { test } from 'tap';
import { edgeBench, hidden, open, uuid } from './edge-bench.ts';

const task = uuid(77);
const claim = { live: true, endedAt: null, claimed: 0n, processId: hidden, workerRunId: uuid(9), creatorId: 1 };
const ponos = (term = 1) => ({ authorization: `Ponos ${task}.${term}.ok` });

test('a level on the thing decides: unreadable is a 404, readable without the level a 403', async (t) => {
  const { ask, given } = await edgeBench(t);
  const path = `/thing/${given(1, hidden, 'a')}/`;
  const body = { name: 'b' };
  const statuses = async (method: string, more: object = {}) =>
    Promise.all((['root', 'ann', 'bob', 'cy', 'eve'] as const).map(async (as) => (await ask(method, path, { as, ...more })).status));
  t.same(await statuses('GET'), [200, 200, 200, 200, 404]);
  t.same(await statuses('PATCH', { body }), [200, 200, 403, 403, 404]);
});

test('public things are readable by everybody, and no more than that', async (t) => {
  const { ask, given } = await edgeBench(t);
  const path = `/thing/${given(1, open, 'a')}/`;
  t.equal((await ask('GET', path)).status, 200);
  t.equal((await ask('GET', path, { as: 'eve' })).status, 200);
  t.equal((await ask('PATCH', path, { as: 'eve', body: { name: 'b' } })).status, 403);
  t.equal((await ask('PATCH', path, { body: { name: 'b' } })).status, 401);
});

test('without credentials what is not public is a 401 that names the scheme', async (t) => {
  const { ask, given } = await edgeBench(t);
  const answer = await ask('GET', `/thing/${given(1, hidden, 'a')}/`);
  t.equal(answer.status, 401);
  t.equal(answer.headers.get('www-authenticate'), 'Token');
  t.match(await answer.json(), { detail: 'Authentication credentials were not provided.', problems: [{ code: 'unauthenticated' }] });
});

test('a wrong, empty or foreign Authorization header is a 401, also for public things and with a good cookie', async (t) => {
  const { ask, given, openSession } = await edgeBench(t);
  const path = `/thing/${given(1, open, 'a')}/`;
  const { secret } = await openSession(1);
  const cookie = `colophon.session=${secret}`;
  for (const authorization of [
    'Token wrong',
    'Token',
    'Token ',
    'Ponos ',
    'Ponos a.b.c',
    'Bearer x',
    'Basic dXNlcjpwYXNz',
    'user-1',
    'Token user-1 more',
  ]) {
    const answer = await ask('GET', path, { headers: { authorization, cookie } });
    t.equal(answer.status, 401, authorization);
    t.match(await answer.json(), { detail: 'Invalid token.' });
  }
});

test('a token of one kind does not pass for another', async (t) => {
  const { ask, claims, given } = await edgeBench(t);
  claims.set(`${task}.1`, claim);
  const path = `/thing/${given(1, open, 'a')}/`;
  for (const authorization of ['Ponos user-1', 'Bearer user-1', `Token ${task}.1.ok`, `Bearer ${task}.1.ok`, 'Token agent-1']) {
    t.equal((await ask('GET', path, { headers: { authorization } })).status, 401, authorization);
  }
});

test('a thing named in the body that one may not see is a wrong value of its field; one that one sees without the level a 403', async (t) => {
  const { ask } = await edgeBench(t);
  const unseen = await ask('POST', '/thing/', { as: 'eve', body: { corpus: hidden, name: 'n' } });
  t.equal(unseen.status, 400);
  t.match(await unseen.json(), { corpus: ['This does not exist, or you may not see it.'] });
  const absent = await ask('POST', '/thing/', { as: 'ann', body: { corpus: uuid(999), name: 'n' } });
  t.equal(absent.status, 400);
  t.equal((await ask('POST', '/thing/', { as: 'cy', body: { corpus: hidden, name: 'n' } })).status, 403);
  t.equal((await ask('POST', '/thing/', { body: { corpus: hidden, name: 'n' } })).status, 401);
});

test('who may not is told so before what is wrong with the request', async (t) => {
  const { ask, given } = await edgeBench(t);
  const path = `/thing/${given(1, hidden, 'a')}/`;
  t.equal((await ask('PATCH', path, { as: 'eve', body: '{' })).status, 404);
  t.equal((await ask('PATCH', path, { as: 'cy', body: '{' })).status, 403);
  t.equal((await ask('PATCH', path, { body: '{' })).status, 401);
  t.equal((await ask('POST', '/thing/', { body: '{' })).status, 401);
  t.equal((await ask('PATCH', path, { as: 'ann', body: '{' })).status, 400);
});

test('a task acts in the name of its creator, only where tasks may, on its own where that is demanded', async (t) => {
  const { ask, given, claims } = await edgeBench(t);
  claims.set(`${task}.1`, claim);
  const path = `/thing/${given(1, hidden, 'a')}/`;
  const headers = ponos();
  t.match(await (await ask('GET', path, { headers })).json(), { by: 'task' });
  t.equal((await ask('PATCH', path, { headers, body: { name: 'b' } })).status, 200);
  t.equal((await ask('DELETE', path, { headers })).status, 403);
  t.equal((await ask('POST', '/thing/', { headers, body: { corpus: hidden, name: 'n' } })).status, 201);
  const foreign = `/thing/${given(2, open, 'a')}/`;
  t.equal((await ask('PATCH', foreign, { headers, body: { name: 'b' } })).status, 404);
  t.equal((await ask('GET', foreign, { headers })).status, 200);
});

test('a task of somebody without the right has none either', async (t) => {
  const { ask, given, claims } = await edgeBench(t);
  claims.set(`${task}.1`, { ...claim, processId: open, creatorId: 4 });
  t.equal((await ask('GET', `/thing/${given(1, hidden, 'a')}/`, { headers: ponos() })).status, 404);
  claims.set(`${task}.1`, { ...claim, processId: open, creatorId: null });
  t.equal((await ask('GET', `/thing/${given(1, hidden, 'a')}/`, { headers: ponos() })).status, 404);
});

test('a task whose claim is over is refused and its late use is recorded; a term that never was is nobody', async (t) => {
  const { ask, given, claims, late, clock } = await edgeBench(t);
  claims.set(`${task}.1`, { ...claim, live: false, endedAt: clock.now() });
  const answer = await ask('GET', `/thing/${given(1, hidden, 'a')}/`, { headers: ponos(1) });
  t.equal(answer.status, 403);
  t.match(await answer.json(), { problems: [{ code: 'forbidden' }] });
  t.same(late, [`${task}.1 RetrieveThing`]);
  t.equal((await ask('GET', `/thing/${uuid(1)}/`, { headers: ponos(2) })).status, 401);
});

test('artifacts are served to a task until ten minutes after its claim', async (t) => {
  const { ask, claims, clock } = await edgeBench(t);
  claims.set(`${task}.1`, { ...claim, live: false, endedAt: clock.now() });
  clock.advance(599_000);
  const answer = await ask('GET', `/thing/${task}/file/a`, { headers: ponos() });
  t.equal(answer.status, 302);
  t.match(answer.headers.get('location'), /\/blobs\/a$/);
  t.equal((await ask('GET', `/thing/${uuid(1)}/file/a`, { headers: ponos() })).status, 404);
  clock.advance(2_000);
  t.equal((await ask('GET', `/thing/${task}/file/a`, { headers: ponos() })).status, 403);
});

test('users, tasks and agents may not what only others may', async (t) => {
  const { ask, claims } = await edgeBench(t);
  claims.set(`${task}.1`, claim);
  t.equal((await ask('GET', `/thing/${task}/file/a`, { as: 'root' })).status, 403);
  t.equal((await ask('POST', '/things/restart/', { as: 'ann' })).status, 403);
  t.equal((await ask('POST', '/things/restart/', { headers: ponos() })).status, 403);
  t.equal((await ask('POST', '/things/restart/', { headers: { authorization: 'Bearer agent-1' } })).status, 403);
  t.equal((await ask('POST', '/things/restart/', { as: 'root' })).status, 200);
});

test('a session cookie reads; to write it needs the CSRF token and an origin of this host', async (t) => {
  const { ask, given, openSession, server } = await edgeBench(t);
  const { secret } = await openSession(1);
  const path = `/thing/${given(1, hidden, 'a')}/`;
  const cookie = `colophon.session=${secret}; arkindex.csrf=abc`;
  const patch = async (headers: Record<string, string>) =>
    (await ask('PATCH', path, { body: { name: 'b' }, headers: { cookie, ...headers } })).status;
  t.equal((await ask('GET', path, { headers: { cookie } })).status, 200);
  t.equal(await patch({}), 403);
  t.equal(await patch({ 'x-csrftoken': 'abd', origin: server.url }), 403);
  t.equal(await patch({ 'x-csrftoken': 'abc' }), 403);
  t.equal(await patch({ 'x-csrftoken': 'abc', origin: 'https://elsewhere.example' }), 403);
  t.equal(await patch({ 'x-csrftoken': 'abc', origin: server.url }), 200);
  t.equal(await patch({ 'x-csrftoken': 'abc', referer: `${server.url}/process/` }), 200);
  t.equal(await patch({ authorization: 'Token user-1' }), 200, 'a token needs no CSRF guard, whatever cookies come with it');
});

test('a cookie of no session is nobody', async (t) => {
  const { ask, given } = await edgeBench(t);
  t.equal((await ask('GET', `/thing/${given(1, hidden, 'a')}/`, { headers: { cookie: 'colophon.session=gone' } })).status, 401);
  t.equal((await ask('GET', `/thing/${given(2, open, 'a')}/`, { headers: { cookie: 'colophon.session=gone' } })).status, 200);
});
