import { test } from 'tap';
import { edgeBench, hidden, open, uuid } from './edge-bench.ts';

const thing = { corpus: hidden, name: 'first' };

test('a read that names a position waits for it up to 5 s, then is a 503 to try again', async (t) => {
  const { ask, waits, apply } = await edgeBench(t);
  const position = (await ask('POST', '/thing/', { as: 'ann', body: thing })).headers.get('x-position')!;
  const behind = await ask('GET', `/corpus/${hidden}/things/`, { as: 'cy', headers: { 'x-position': position } });
  t.equal(behind.status, 503);
  t.ok(behind.headers.get('retry-after'));
  t.match(await behind.json(), { problems: [{ code: 'unavailable' }] });
  t.same(waits, [{ position: 1n, timeoutMs: 5_000 }]);
  apply();
  const there = await ask('GET', `/corpus/${hidden}/things/`, { as: 'cy', headers: { 'x-position': position } });
  t.match(await there.json(), [{ name: /^first/ }]);
});

test('a position that is none is refused', async (t) => {
  const { ask } = await edgeBench(t);
  for (const position of ['x', '-1', '1.5', '9'.repeat(30)]) {
    t.equal((await ask('GET', '/things/', { headers: { 'x-position': position } })).status, 400, position);
  }
});

test('who has just written waits up to 2 s for it, then is told that the answer is stale', async (t) => {
  const { ask, waits, apply } = await edgeBench(t);
  await ask('POST', '/thing/', { as: 'ann', body: thing });
  const stale = await ask('GET', `/corpus/${open}/things/`, { as: 'ann' });
  t.equal(stale.status, 200);
  t.equal(stale.headers.get('x-stale'), 'true');
  t.same(waits, [{ position: 1n, timeoutMs: 2_000 }]);
  const others = await ask('GET', `/corpus/${open}/things/`, { as: 'cy' });
  t.equal(others.headers.get('x-stale'), null);
  apply();
  t.equal((await ask('GET', `/corpus/${open}/things/`, { as: 'ann' })).headers.get('x-stale'), null);
});

test('after 30 s nobody waits for a write any more', async (t) => {
  const { ask, waits, clock } = await edgeBench(t);
  await ask('POST', '/thing/', { as: 'ann', body: thing });
  clock.advance(31_000);
  await ask('GET', `/corpus/${open}/things/`, { as: 'ann' });
  t.same(waits, []);
});

test('a task reads only once the read models hold its own claim, behind what its parents wrote', async (t) => {
  const { ask, claims, waits } = await edgeBench(t);
  claims.set(`${uuid(77)}.1`, { live: true, endedAt: null, claimed: 12n, processId: hidden, workerRunId: null, creatorId: 1 });
  const answer = await ask('GET', '/things/', { headers: { authorization: `Ponos ${uuid(77)}.1.ok` } });
  t.equal(answer.status, 503);
  t.same(waits, [{ position: 12n, timeoutMs: 5_000 }]);
});
