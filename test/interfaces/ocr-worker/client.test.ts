import { test } from 'tap';
import { z } from 'zod';
import { apiClient } from '../../../interfaces/ocr-worker/client.ts';
import { testClock } from './support/clock.ts';
import { environmentFor } from './support/arkindex.ts';
import { fakeServer } from './support/fake-server.ts';
import type { Answer } from './support/fake-server.ts';

/** A client on a server that gives these answers one after the other. */
async function clientOn(...answers: readonly Answer[]) {
  let next = 0;
  const server = await fakeServer(() => answers[Math.min(next++, answers.length - 1)] ?? { status: 500 });
  const { clock, waits } = testClock();
  return { server, waits, client: apiClient(environmentFor(server.url), { clock }) };
}

const write = { key: 'a key', body: { text: 'ſo' } };
const anything = z.unknown();

void test('a request carries the token of the task and, when it writes, JSON and its key', async (t) => {
  const { server, client } = await clientOn({ status: 200, body: { id: 'x' } });
  t.teardown(() => server.close());
  t.same(await client.get('/a/', z.object({ id: z.string() })), { id: 'x' });
  await client.write('POST', '/b/', write, anything);
  t.same(server.requests, [
    { method: 'GET', path: '/api/v1/a/', body: undefined, key: undefined, authorization: 'Ponos task.1.mac' },
    { method: 'POST', path: '/api/v1/b/', body: { text: 'ſo' }, key: 'a key', authorization: 'Ponos task.1.mac' },
  ]);
});

void test('a write is repeated under the same key after a 503 and after a connection that was cut', async (t) => {
  const answers = [
    { status: 503, headers: { 'retry-after': '1' } },
    { how: 'cut' },
    { how: 'cut in the middle' },
    { status: 201, body: {} },
  ] as const;
  const { server, client, waits } = await clientOn(...answers);
  t.teardown(() => server.close());
  await client.write('POST', '/b/', write, anything);
  t.same(
    server.requests.map(({ key, body }) => ({ key, body })),
    answers.map(() => write),
  );
  t.same(waits, [1000, 400, 800]);
});

void test('a refusal is told with the sentences of the server', async (t) => {
  const refusals = [
    { status: 404, body: { detail: 'Not found.', problems: [] }, said: 'GET /a/ was answered with 404: Not found.' },
    {
      status: 400,
      body: { text: ['May not be empty.'], polygon: ['Too short.', 'Open.'], problems: [], request_id: 'r' },
      said: 'text: May not be empty.; polygon: Too short. Open.',
    },
    { status: 413, body: Buffer.from('<html>too large</html>'), said: '<html>too large</html>' },
    { status: 401, said: 'no reason given' },
  ];
  for (const { said, ...answer } of refusals) {
    const { server, client } = await clientOn(answer);
    t.teardown(() => server.close());
    await t.rejects(client.get('/a/', anything), {
      name: 'RequestRefused',
      status: answer.status,
      message: new RegExp(said.replace(/[.?]/g, '\\$&')),
    });
    t.equal(server.requests.length, 1);
  }
});

void test('an answer of another shape than agreed is an error that says so', async (t) => {
  const { server, client } = await clientOn({ status: 200, body: { id: 5 } }, { status: 200, body: Buffer.from('no JSON') });
  t.teardown(() => server.close());
  await t.rejects(client.get('/a/', z.object({ id: z.string() })), { message: /unknown shape/ });
  await t.rejects(client.get('/a/', z.object({ id: z.string() })), { message: /unknown shape/ });
});
