import { once } from 'node:events';
import { test } from 'tap';
import { StoreUnavailable } from '../../../../application/ports/event-store-errors.ts';
import { Repeats, rememberedMs } from '../../../../interfaces/rest/edge/repeats/repeats.ts';
import { SteppingClock } from '../../../support/stepping-clock.ts';
import { edgeBench, hidden, uuid } from './edge-bench.ts';
import { slow } from './things.ts';

const thing = { corpus: hidden, name: 'n' };

test('the same key and the same request give the first answer and no second effect', async (t) => {
  const { ask, log } = await edgeBench(t);
  const headers = { 'idempotency-key': 'k1' };
  const first = await ask('POST', '/thing/', { as: 'ann', body: thing, headers });
  const again = await ask('POST', '/thing/', { as: 'ann', body: thing, headers });
  t.equal(again.status, 201);
  t.same(await again.json(), await first.json());
  t.equal(again.headers.get('x-position'), first.headers.get('x-position'));
  t.equal(log.all.length, 1);
});

test('the same key for another request is refused; the same key of somebody else is another', async (t) => {
  const { ask, log } = await edgeBench(t);
  const headers = { 'idempotency-key': 'k1' };
  await ask('POST', '/thing/', { as: 'ann', body: thing, headers });
  const other = await ask('POST', '/thing/', { as: 'ann', body: { ...thing, name: 'm' }, headers });
  t.equal(other.status, 400);
  t.match(await other.json(), { 'Idempotency-Key': ['This key was already used for another request.'] });
  t.equal((await ask('POST', '/thing/', { as: 'bob', body: { ...thing, name: 'm' }, headers })).status, 201);
  t.equal((await ask('POST', '/thing/', { as: 'ann', body: thing, headers: { 'idempotency-key': 'x'.repeat(201) } })).status, 400);
  t.equal(log.all.length, 2);
});

test('a second attempt of a worker run repeats what the first one wrote', async (t) => {
  const { ask, claims, log } = await edgeBench(t);
  const claim = { live: true, endedAt: null, claimed: 0n, processId: hidden, workerRunId: uuid(9), creatorId: 1 };
  claims
    .set(`${uuid(77)}.1`, claim)
    .set(`${uuid(78)}.4`, claim)
    .set(`${uuid(79)}.1`, { ...claim, workerRunId: uuid(10) });
  const post = (token: string) =>
    ask('POST', '/thing/', { body: thing, headers: { authorization: `Ponos ${token}`, 'idempotency-key': 'element 1' } });
  const first = await post(`${uuid(77)}.1.ok`);
  const second = await post(`${uuid(78)}.4.ok`);
  t.same(await second.json(), await first.json());
  t.equal(log.all.length, 1);
  await post(`${uuid(79)}.1.ok`);
  t.equal(log.all.length, 2);
});

test('a worker that means to make two equal things gets two', async (t) => {
  const { ask, log } = await edgeBench(t);
  await ask('POST', '/thing/', { as: 'ann', body: thing });
  await ask('POST', '/thing/', { as: 'ann', body: thing });
  t.equal(log.all.length, 2);
});

test('a request that was answered with a 5xx takes the same command id when it comes again', async (t) => {
  const { ask, log } = await edgeBench(t);
  log.afterAppend = () => {
    throw new StoreUnavailable('the answer is lost');
  };
  t.equal((await ask('POST', '/thing/', { as: 'ann', body: thing })).status, 503);
  log.afterAppend = () => undefined;
  t.equal((await ask('POST', '/thing/', { as: 'ann', body: thing })).status, 201);
  t.equal(log.all.length, 1);
  await ask('POST', '/thing/', { as: 'ann', body: thing });
  t.equal(log.all.length, 2, 'an entry serves once');
});

test('a request whose client left before the answer takes the same command id when it comes again', async (t) => {
  const { ask, log } = await edgeBench(t);
  const started = Promise.withResolvers<void>();
  const left = Promise.withResolvers<void>();
  slow.wait = async (signal) => {
    started.resolve();
    if (!signal.aborted) await once(signal, 'abort');
    left.resolve();
  };
  const leaving = new AbortController();
  const first = ask('POST', '/thing/slow/', { as: 'ann', body: thing, signal: leaving.signal });
  await started.promise;
  leaving.abort();
  await t.rejects(first);
  await left.promise;
  slow.wait = async () => undefined;
  t.equal((await ask('POST', '/thing/slow/', { as: 'ann', body: thing })).status, 201);
  t.equal(log.all.length, 1);
});

test('the same request while the first still runs waits for it and takes its command id', async (t) => {
  const repeats = new Repeats(new SteppingClock());
  let n = 0;
  const begin = () => repeats.begin('digest', () => uuid(++n));
  const order: string[] = [];
  const first = await begin();
  const second = begin().then((running) => {
    order.push('second begins');
    return running;
  });
  await Promise.resolve();
  order.push('first ends');
  first.end(true);
  t.equal((await second).commandId, first.commandId);
  t.same(order, ['first ends', 'second begins']);
});

test('what got no answer is remembered for two minutes', async (t) => {
  const clock = new SteppingClock();
  const repeats = new Repeats(clock);
  let n = 0;
  const begin = () => repeats.begin('digest', () => uuid(++n));
  (await begin()).end(false);
  clock.advance(rememberedMs);
  const second = await begin();
  t.equal(second.commandId, uuid(1));
  second.end(false);
  clock.advance(rememberedMs + 1);
  const third = await begin();
  t.equal(third.commandId, uuid(2));
  third.end(true);
  t.equal(repeats.size, 0);
});
