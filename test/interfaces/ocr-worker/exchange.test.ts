import { test } from 'tap';
import type { Test } from 'tap';
import { exchange, rootMessage } from '../../../interfaces/ocr-worker/exchange.ts';
import { fakeServer } from './support/fake-server.ts';
import type { Answer } from './support/fake-server.ts';

async function asked(t: Test, answer: Answer, idleMs = 5_000) {
  const server = await fakeServer(() => answer);
  t.teardown(() => server.close());
  return exchange(`${server.url}/x`, {}, idleMs);
}

void test('an answer comes with its status, its bytes and the wait that it demands', async (t) => {
  const reply = await asked(t, { status: 503, body: { detail: 'later' }, headers: { 'retry-after': '3' } });
  t.same(reply, { status: 503, retryAfterMs: 3_000, body: Buffer.from('{"detail":"later"}') });
});

void test('a Retry-After that is no number of seconds demands nothing, and one of an hour half a minute', async (t) => {
  t.equal((await asked(t, { status: 503, headers: { 'retry-after': 'Wed, 21 Oct 2065 07:28:00 GMT' } })).retryAfterMs, 0);
  t.equal((await asked(t, { status: 503, headers: { 'retry-after': '3600' } })).retryAfterMs, 30_000);
});

void test('a connection that ends before the answer, or within it, is a failure', async (t) => {
  await t.rejects(asked(t, { how: 'cut' }));
  await t.rejects(asked(t, { how: 'cut in the middle' }));
});

void test('a server that says nothing is not waited for beyond the time', async (t) => {
  await t.rejects(asked(t, { how: 'silence' }, 50), { message: 'nothing came for 0.05 s' });
});

void test('the message of a failure is that of its cause', (t) => {
  t.equal(rootMessage(new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') })), 'connect ECONNREFUSED');
  t.equal(rootMessage('text'), 'text');
  t.end();
});
