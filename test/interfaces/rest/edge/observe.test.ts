import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'tap';
import type { Figures } from '../../../../application/ports/figures.ts';
import { eventually } from '../../../support/eventually.ts';
import { quiet } from '../../../support/quiet.ts';
import { edgeBench, hidden, uuid } from './edge-bench.ts';
import { thingOperations } from './things.ts';

type Counted = Parameters<Figures['request']>[0];

/** A bench whose lines of the log and observations are kept. */
async function observed(t: Parameters<typeof edgeBench>[0]) {
  const lines: Record<string, unknown>[] = [];
  const counted: Counted[] = [];
  const keep = (details: object, message: string): void => void (message === 'request' && lines.push({ ...details }));
  const bench = await edgeBench(t, thingOperations, {
    log: { ...quiet, info: keep, warn: keep, error: keep },
    figures: { request: (one) => counted.push(one), append: () => undefined },
    metrics: { contentType: 'text/plain; version=0.0.4', text: async () => 'up 1\n', mayRead: (address) => address === '127.0.0.1' },
  });
  return { ...bench, lines, counted };
}

test('given a request that writes, its line has the id that is the correlation id of its events, who asked, and what came of it', async (t) => {
  const { ask, lines, log } = await observed(t);
  const answer = await ask('POST', '/thing/', { as: 'ann', body: { corpus: hidden, name: 'n' } });
  t.equal(answer.status, 201);
  await eventually('it is logged', () => lines.length === 1);
  t.match(lines[0], { actor: 'user 1', operation: 'CreateThing', method: 'POST', path: '/api/v1/thing/', status: 201, ms: Number });
  t.equal(lines[0]?.request_id, answer.headers.get('x-request-id'));
  t.equal(log.all[0]?.metadata.correlationId, lines[0]?.request_id);
});

test('the id that a client gives is kept; who proves to be nobody has no name; a refusal has its status', async (t) => {
  const { ask, lines, counted } = await observed(t);
  await ask('POST', '/thing/?secret=1', { body: {}, headers: { 'x-request-id': uuid(77) } });
  await eventually('it is logged', () => lines.length === 1);
  t.match(lines[0], { request_id: uuid(77), actor: null, operation: 'CreateThing', path: '/api/v1/thing/', status: 401 });
  t.notMatch(JSON.stringify(lines), /secret/, 'a query is not logged');
  t.match(counted, [{ operation: 'CreateThing', method: 'POST', status: 401 }]);
});

test('addresses that no operation has are counted by their kind, so that nobody can grow the figures', async (t) => {
  const { ask, server, counted } = await observed(t);
  for (const path of ['/api/v1/nothing/', '/api/v1/nowhere/']) await ask('GET', path);
  for (const path of ['/x', '/y', '/livez']) await fetch(server.url + path);
  await eventually('they are counted', () => counted.length === 5);
  t.strictSame(
    counted.map(({ operation, status }) => [operation, status]),
    [
      ['api', 404],
      ['api', 404],
      ['other', 404],
      ['other', 404],
      ['livez', 200],
    ],
  );
});

test('machines that watch are not logged, and a client that left is', async (t) => {
  const { server, lines, counted } = await observed(t);
  for (const path of ['/livez', '/readyz', '/metrics']) await fetch(server.url + path);
  await eventually('they are counted', () => counted.length === 3);
  t.strictSame(lines, []);
  const { port, hostname } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  socket.write(
    'POST /api/v1/thing/ HTTP/1.1\r\nHost: x\r\nAuthorization: Token user-1\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{',
  );
  await once(socket, 'connect');
  socket.destroy();
  await eventually('it is logged', () => lines.length === 1);
  t.match(lines[0], { operation: 'CreateThing', client_left: true });
});

test('the figures are for addresses that may read them, and for nobody through a proxy', async (t) => {
  const { server } = await observed(t);
  const read = await fetch(`${server.url}/metrics`);
  t.match([read.status, read.headers.get('content-type'), await read.text()], [200, /version=0.0.4/, 'up 1\n']);
  for (const name of ['X-Forwarded-For', 'Forwarded']) {
    const refused = await fetch(`${server.url}/metrics`, { headers: { [name]: 'for=127.0.0.1' } });
    t.match([refused.status, await refused.text()], [403, /COLOPHON_HTTP_METRICS_FROM/], name);
  }
});
