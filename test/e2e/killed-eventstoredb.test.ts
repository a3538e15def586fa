import { randomUUID } from 'node:crypto';
import tap, { test } from 'tap';
import { StandIn } from '../support/eventstoredb/stand-in.ts';
import { Orders } from './support/orders.ts';
import { activities, draft, finished, textsOf } from './support/processes.ts';
import { wrongRows } from './support/rebuild.ts';
import { Server } from './support/server.ts';
import { until } from './support/until.ts';
import { configured, pageNames, project, publishTestWorker } from './support/workshop.ts';

const store = await StandIn.open();
tap.teardown(() => store.kill());
const server = await Server.start(tap, { COLOPHON_EVENT_STORE_URL: store.url });
const rest = await server.user('ada@example.org', '--admin');
const worker = await publishTestWorker(rest);

test('the event store is killed while two workers are between the text of an element and its last report', async (t) => {
  const orders = new Orders(t);
  orders.hold('written');
  const told = await configured(rest, worker, 'told', { orders: orders.folder });
  const names = pageNames(4);
  const pages = await project(rest, names);
  const { id } = await draft(rest, pages.id, [
    { worker, configuration: told },
    { worker, after: [0] },
  ]);
  await rest.post(`/process/${id}/start/`, { chunks: 2 });
  await orders.held('written', 2);

  store.kill();

  await until('it says that it is not ready', async () => (await fetch(`${server.url}/readyz`)).status === 503);
  const key = randomUUID();
  const create = () => rest.ask('POST', '/corpus/', { body: { name: 'Meanwhile' }, headers: { 'Idempotency-Key': key } });
  t.match(await create(), { status: 503, body: { problems: [{ code: 'unavailable' }] } });
  orders.goOn('written');
  await store.restart();

  await until('the same request is taken', async () => (await create()).status === 201);
  t.match(await finished(rest, id), { state: 'completed', active: false, activity_errors: 0 });
  t.strictSame(
    (await activities(rest, id)).map(({ state }) => state),
    Array(names.length * 2).fill('processed'),
  );
  for (const name of names) t.equal((await textsOf(rest, pages.page(name))).length, 2, `${name} has one text of each worker run`);
  const made = (await rest.get<readonly { name: string }[]>('/corpus/')).filter(({ name }) => name === 'Meanwhile');
  t.equal(made.length, 1);
  t.strictSame(await wrongRows(server), [], 'the read models are what a rebuild from the log gives');
  t.equal((await fetch(`${server.url}/readyz`)).status, 200);
});
