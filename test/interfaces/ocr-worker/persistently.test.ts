import { test } from 'tap';
import type { Reply } from '../../../interfaces/ocr-worker/exchange.ts';
import { ServerAway, apiPersistence, imagePersistence, persistently } from '../../../interfaces/ocr-worker/persistently.ts';
import { testClock } from './support/clock.ts';

const reply = (status: number, retryAfterMs = 0): Reply => ({ status, retryAfterMs, body: Buffer.from('') });

/** Gives one after the other, the last one for ever; an error is a lost connection. */
function sends(...replies: readonly (Reply | Error)[]) {
  let sent = 0;
  return {
    send: (): Promise<Reply> => {
      const next = replies[Math.min(sent, replies.length - 1)] ?? reply(200);
      sent += 1;
      return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
    },
    count: (): number => sent,
  };
}

void test('every answer below 500 is taken as it is', async (t) => {
  for (const status of [200, 204, 400, 404, 409, 429]) {
    const { clock, waits } = testClock();
    t.equal((await persistently(sends(reply(status)).send, apiPersistence, clock)).status, status);
    t.same(waits, []);
  }
});

void test('a server that fails is asked five times, with waits that double', async (t) => {
  const { clock, waits } = testClock();
  const failing = sends(reply(500));
  t.equal((await persistently(failing.send, apiPersistence, clock)).status, 500);
  t.equal(failing.count(), 5);
  t.same(waits, [200, 400, 800, 1600]);
});

void test('a server that restarts is waited for, through refused connections and 503', async (t) => {
  const { clock, waits } = testClock();
  const restarting = sends(
    reply(503),
    new Error('connect ECONNREFUSED'),
    new Error('connect ECONNREFUSED'),
    reply(502),
    new Error('socket hang up'),
    reply(201),
  );
  t.equal((await persistently(restarting.send, apiPersistence, clock)).status, 201);
  t.same(waits, [200, 400, 800, 1600, 3200]);
});

void test('a server that stays away is given up after two minutes, and the reason is told', async (t) => {
  const { clock } = testClock();
  const gone = sends(new Error('fetch failed', { cause: new Error('connect ECONNREFUSED 127.0.0.1:1') }));
  await t.rejects(persistently(gone.send, apiPersistence, clock), new ServerAway('connect ECONNREFUSED 127.0.0.1:1', 0));
  t.ok(clock.now() >= 120_000 && clock.now() < 126_000);
});

void test('an image server that stays away is given up after half a minute', async (t) => {
  const { clock } = testClock();
  await t.rejects(persistently(sends(reply(503)).send, imagePersistence, clock), { name: 'ServerAway', message: 'it answers 503' });
  t.ok(clock.now() >= 30_000 && clock.now() < 36_000);
});

void test('no wait is shorter than Retry-After demands, and no wait grows beyond five seconds by itself', async (t) => {
  const { clock, waits } = testClock();
  const lost = Array.from({ length: 6 }, () => new Error('lost'));
  await persistently(sends(reply(503, 3000), ...lost, reply(200)).send, apiPersistence, clock);
  t.same(waits, [3000, 400, 800, 1600, 3200, 5000, 5000]);
});
