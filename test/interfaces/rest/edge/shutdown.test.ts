import { once } from 'node:events';
import { createServer } from 'node:net';
import { Agent, request } from 'node:http';
import { test } from 'tap';
import type { Finding } from '../../../../application/health/check.ts';
import { edgeBench, hidden } from './edge-bench.ts';
import { slow } from './things.ts';

const thing = { corpus: hidden, name: 'n' };

test('a server that stops finishes what runs and answers the rest with 503', async (t) => {
  const { ask, server } = await edgeBench(t);
  const started = Promise.withResolvers<void>();
  const held = Promise.withResolvers<void>();
  slow.wait = async () => {
    started.resolve();
    await held.promise;
  };
  const running = ask('POST', '/thing/slow/', { as: 'ann', body: thing });
  await started.promise;
  const stopped = server.stop();
  const late = await ask('GET', '/things/');
  t.equal(late.status, 503);
  t.match(await late.json(), { detail: 'The server is shutting down.', problems: [{ code: 'unavailable' }] });
  t.equal((await fetch(`${server.url}/readyz`)).status, 503);
  held.resolve();
  t.equal((await running).status, 201);
  await stopped;
  await t.rejects(ask('GET', '/things/'), 'nothing listens any more');
  slow.wait = async () => undefined;
});

test('what waits for something to happen ends at once', async (t) => {
  const { ask, server } = await edgeBench(t);
  const started = Promise.withResolvers<void>();
  slow.wait = async (signal) => {
    started.resolve();
    if (!signal.aborted) await once(signal, 'abort');
  };
  const running = ask('POST', '/thing/slow/', { as: 'ann', body: thing });
  await started.promise;
  await server.stop();
  t.equal((await running).status, 201);
  slow.wait = async () => undefined;
});

test('it says whether it lives, and of each thing it stands on whether it can serve', async (t) => {
  const database: Finding = { check: 'database', grade: 'problem', says: 'It does not answer.', remedy: 'Start it.' };
  const checks: Finding[] = [{ check: 'event store', grade: 'ok', says: 'It answers.' }, database];
  const { server } = await edgeBench(t, [], { readiness: { check: async () => checks } });
  t.equal((await fetch(`${server.url}/livez`)).status, 200);
  const unready = await fetch(`${server.url}/readyz`);
  t.equal(unready.status, 503);
  t.equal(unready.headers.get('cache-control'), 'no-store');
  t.strictSame(await unready.json(), { status: 'unavailable', reasons: ['It does not answer.'], checks });
  checks.splice(1, 1, { check: 'database', grade: 'warning', says: 'It is slow.', remedy: 'Look at it.' });
  t.match(await (await fetch(`${server.url}/readyz`)).json(), { status: 'ok', reasons: [] }, 'what somebody should look at is no reason');
});

test('a port that is taken is an error of the start', async (t) => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  t.teardown(() => other.close());
  const { port } = other.address() as { port: number };
  await t.rejects(edgeBench(t, [], { port } as never), { code: 'EADDRINUSE' });
});

test('idle connections stay open', async (t) => {
  const { server } = await edgeBench(t);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  t.teardown(() => agent.destroy());
  const sockets = new Set<unknown>();
  for (let n = 0; n < 3; n++) {
    const asked = request(`${server.url}/api/v1/things/`, { agent }).end();
    const [answer] = (await once(asked, 'response')) as [{ socket: unknown; headers: Record<string, string>; resume(): void }];
    sockets.add(answer.socket);
    t.match(answer.headers['keep-alive'], /timeout=600/);
    answer.resume();
    await once(answer as never, 'end');
  }
  t.equal(sockets.size, 1);
});
