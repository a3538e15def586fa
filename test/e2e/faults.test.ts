import tap, { test } from 'tap';
import type { Test } from 'tap';
import { processIdentity } from '../../interfaces/agent/process-identity.ts';
import { Orders } from './support/orders.ts';
import { activities, draft, finished, textsOf } from './support/processes.ts';
import { wrongRows } from './support/rebuild.ts';
import { kill9, Server } from './support/server.ts';
import { until } from './support/until.ts';
import { configured, pageNames, project, publishTestWorker } from './support/workshop.ts';

const server = await Server.start(tap);
const rest = await server.user('ada@example.org', '--admin');
const worker = await publishTestWorker(rest);

/** A process of two chained runs over so many pages in two chunks, whose workers take their orders from the folder. */
async function atWork(orders: Orders, count: number) {
  const told = await configured(rest, worker, orders.folder, { orders: orders.folder });
  const names = pageNames(count);
  const pages = await project(rest, names);
  const { id } = await draft(rest, pages.id, [
    { worker, configuration: told },
    { worker, after: [0] },
  ]);
  await rest.post(`/process/${id}/start/`, { chunks: 2 });
  return { id, names, pages };
}

type AtWork = Awaited<ReturnType<typeof atWork>>;

/** The process has run to its end, nothing was done twice or left out, and the read models are what the log says. */
async function endsWell(t: Test, { id, names, pages }: AtWork): Promise<void> {
  const done = await finished(rest, id);
  t.match(done, { state: 'completed', active: false, activity_errors: 0 });
  t.strictSame(
    (await activities(rest, id)).map(({ state }) => state),
    Array(names.length * 2).fill('processed'),
  );
  for (const name of names) {
    const texts = await textsOf(rest, pages.page(name));
    if (texts.length !== 2) t.fail(`${name} has ${texts.length} transcriptions, not one of each worker run`);
  }
  t.strictSame(await wrongRows(server), [], 'the read models are what a rebuild from the log gives');
}

test('the server is killed while two workers are between the text of an element and its last report', async (t) => {
  const orders = new Orders(t);
  orders.hold('written');
  const work = await atWork(orders, 6);
  const held = await orders.held('written', 2);

  await server.kill9();

  t.notOk(
    held.some(({ pid }) => processIdentity(pid) === null),
    'the workers go on without it',
  );
  orders.goOn('written');
  await server.restart();
  await endsWell(t, work);
});

test('the server is killed again and again', async (t) => {
  const orders = new Orders(t);
  const work = await atWork(orders, 20);
  for (const share of [1, 12, 25]) {
    await until(`${share} elements are done`, async () => {
      const done = (await activities(rest, work.id)).filter(({ state }) => state === 'processed');
      return done.length >= share;
    });
    await server.kill9();
    await server.restart();
  }
  await endsWell(t, work);
});

test('the agent is killed while its tasks are at work', async (t) => {
  const orders = new Orders(t);
  orders.hold('started');
  const work = await atWork(orders, 6);
  const held = await orders.held('started', 2);
  const agent = await server.agent();

  await kill9(agent);

  await until('there is another agent', async () => (await server.agent()) !== agent);
  t.notOk(
    held.some(({ pid }) => processIdentity(pid) === null),
    'the workers go on without it',
  );
  orders.goOn('started');
  await endsWell(t, work);
});

test('server and agent are killed, and the workers end before anybody is back', async (t) => {
  const orders = new Orders(t);
  orders.hold('written', 'page 5');
  orders.hold('written', 'page 6');
  const work = await atWork(orders, 6);
  const held = await orders.held('written', 2);

  await server.kill9();
  await kill9(await server.agent());

  for (const page of ['page 5', 'page 6']) orders.goOn('written', page);
  await server.restart();
  await until('the workers have ended', () => held.every(({ pid }) => processIdentity(pid) === null));
  await endsWell(t, work);
});

test('the database is killed under the running server', async (t) => {
  const orders = new Orders(t);
  orders.hold('started');
  const work = await atWork(orders, 6);
  await orders.held('started', 2);
  const postmaster = server.postmaster();

  await kill9(postmaster);

  orders.goOn('started');
  await until('the server has its database again', async () => (await fetch(`${server.url}/readyz`)).ok);
  t.not(server.postmaster(), postmaster);
  await endsWell(t, work);
});

test('server, agent and database are killed at once', async (t) => {
  const orders = new Orders(t);
  orders.hold('written');
  const work = await atWork(orders, 6);
  await orders.held('written', 2);

  await Promise.all([server.kill9(), server.agent().then(kill9), kill9(server.postmaster())]);

  orders.goOn('written');
  await server.restart();
  await endsWell(t, work);
});
