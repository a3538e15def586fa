import { test } from 'tap';
import { StoreUnavailable } from '../../../../application/ports/event-store-errors.ts';
import { edgeBench, hidden, uuid } from './edge-bench.ts';

const thing = { corpus: hidden, name: 'first' };

test('a write answers with the row that the fold makes of it, before any read model has it, and with its position', async (t) => {
  const { ask, log } = await edgeBench(t);
  const answer = await ask('POST', '/thing/', { as: 'ann', body: thing });
  t.equal(answer.status, 201);
  t.equal(answer.headers.get('x-position'), '1');
  t.match(await answer.json(), { name: /^first#/, by: 'user' });
  t.match(log.all, [
    { type: 'ThingMade', metadata: { actor: { kind: 'user', id: '1' }, correlationId: answer.headers.get('x-request-id') } },
  ]);
});

test('several commands of one request run in order and answer in order', async (t) => {
  const { ask, log } = await edgeBench(t);
  const answer = await ask('POST', '/things/bulk/', { as: 'ann', body: { corpus: hidden, names: ['a', 'b', 'c'] } });
  t.equal(answer.headers.get('x-position'), '3');
  t.match(await answer.json(), [{ name: /^a/ }, { name: /^b/ }, { name: /^c/ }]);
  t.equal(new Set(log.all.map(({ metadata }) => metadata.commandId)).size, 1);
});

test('PATCH answers 200, DELETE 204 without a body, both with a position', async (t) => {
  const { ask, apply } = await edgeBench(t);
  const { id } = (await (await ask('POST', '/thing/', { as: 'ann', body: thing })).json()) as { id: string };
  apply();
  const patched = await ask('PATCH', `/thing/${id}/`, { as: 'ann', body: { name: 'second' } });
  t.equal(patched.status, 200);
  t.match(await patched.json(), { id, name: /^second/ });
  const gone = await ask('DELETE', `/thing/${id}/`, { as: 'ann' });
  t.equal(gone.status, 204);
  t.equal(gone.headers.get('x-position'), '3');
  t.equal(await gone.text(), '');
});

test('a write may say more in headers, by what its request came to mean', async (t) => {
  const { ask, given } = await edgeBench(t);
  given(1, hidden, 'a');
  const renamed = (name: string) => ask('PATCH', `/thing/${uuid(1)}/`, { as: 'ann', body: { name } });
  t.equal((await renamed('old')).headers.get('deprecation'), 'true');
  t.equal((await renamed('new')).headers.get('deprecation'), null);
});

test('what is found through a read model that lags is looked for again before it counts as absent', async (t) => {
  const { ask } = await edgeBench(t);
  const { id } = (await (await ask('POST', '/thing/', { as: 'ann', body: thing })).json()) as { id: string };
  t.equal((await ask('PATCH', `/thing/${id}/`, { as: 'ann', body: { name: 'second' } })).status, 200);
});

test('a refusal names its field, its code and, of a name that is taken, the id by which clients go on', async (t) => {
  const { ask, log } = await edgeBench(t);
  const answer = await ask('POST', '/thing/', { as: 'ann', body: { ...thing, name: 'taken' } });
  t.equal(answer.status, 400);
  t.match(await answer.json(), {
    id: hidden,
    name: ['The name “taken” is already taken.'],
    problems: [{ code: 'name_taken', field: 'name' }],
  });
  t.same(log.all, []);
});

test('a late report is a 409 with a detail', async (t) => {
  const { ask, given } = await edgeBench(t);
  given(1, hidden, 'a');
  const answer = await ask('PATCH', `/thing/${uuid(1)}/`, { as: 'ann', body: { name: 'late' } });
  t.equal(answer.status, 409);
  t.match(await answer.json(), { detail: 'This claim is over: the report comes too late.', problems: [{ code: 'late_report' }] });
});

test('a lost race is a 503 to try again at once, never a 409', async (t) => {
  const { ask, given, log } = await edgeBench(t);
  const id = given(1, hidden, 'a');
  let n = 0;
  log.beforeAppend = (stream) => {
    const revision = log.all.filter((event) => event.stream === stream).length;
    log.all.push({
      id: uuid(500 + n++),
      type: 'ThingRenamed',
      data: { name: String(n) },
      version: 1,
      stream,
      revision,
      position: BigInt(log.all.length + 1),
      time: new Date(),
      metadata: { commandId: uuid(1), correlationId: uuid(1), causationId: null, actor: { kind: 'system', id: 'rival' } },
    });
  };
  const answer = await ask('PATCH', `/thing/${id}/`, { as: 'ann', body: { name: 'b' } });
  t.equal(answer.status, 503);
  t.equal(answer.headers.get('retry-after'), '1');
  t.match(await answer.json(), { problems: [{ code: 'conflict' }] });
});

test('a store that stays away is a 503 to try later', async (t) => {
  const { ask, log } = await edgeBench(t);
  log.beforeAppend = () => {
    throw new StoreUnavailable('gone');
  };
  const answer = await ask('POST', '/thing/', { as: 'ann', body: thing });
  t.equal(answer.status, 503);
  t.equal(answer.headers.get('retry-after'), '3');
  t.match(await answer.json(), { detail: String, problems: [{ code: 'unavailable' }] });
});

test('after the append a database that is away for a moment does not turn the answer into an error', async (t) => {
  const { ask, services, clock } = await edgeBench(t);
  const { rows } = services.answers;
  let away = 3;
  (services.answers as { rows: typeof rows }).rows = (...args) => {
    if (away-- > 0) throw Object.assign(new Error('Connection terminated unexpectedly'), { code: 'ECONNRESET' });
    return rows(...args);
  };
  const answer = await ask('POST', '/thing/', { as: 'ann', body: thing });
  t.equal(answer.status, 201);
  t.same(clock.waits, [50, 100, 200]);
});

test('a defect of ours is a 500 that tells nothing, and is logged whole', async (t) => {
  const { ask, services, errors } = await edgeBench(t);
  (services.bus as { execute: unknown }).execute = () => Promise.reject(new Error('secret inside'));
  const answer = await ask('POST', '/thing/', { as: 'ann', body: thing });
  t.equal(answer.status, 500);
  const text = await answer.text();
  t.notMatch(text, /secret/);
  t.match(JSON.parse(text), { detail: 'The server failed on this request.', problems: [], request_id: answer.headers.get('x-request-id') });
  t.match(errors, [{ err: { message: 'secret inside' } }]);
});
