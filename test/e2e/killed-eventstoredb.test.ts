import { randomUUID } from 'node:crypto';
import tap, { test } from 'tap';
import { killableStore, StandInProcess } from '../support/eventstoredb/process/killable-store.ts';
import { Orders } from './support/orders.ts';
import { activities, draft, finished, textsOf } from './support/processes.ts';
import { wrongRows } from './support/rebuild.ts';
import { Server } from './support/server.ts';
import { until } from './support/until.ts';
import { configured, pageNames, project, publishTestWorker } from './support/workshop.ts';

const store = await killableStore(tap);
const server = await Server.start(tap, { COLOPHON_EVENT_STORE_URL: store.url });
const rest = await server.user('ada@example.org', '--admin');
const worker = await publishTestWorker(rest);

const create = (name: string, key: string) => rest.ask('POST', '/corpus/', { body: { name }, headers: { 'Idempotency-Key': key } });
const made = async (name: string) =>
  (await rest.get<readonly { readonly id: string; readonly name: string }[]>('/corpus/')).filter((corpus) => corpus.name === name);
const readiness = async (): Promise<number> => (await fetch(`${server.url}/readyz`)).status;

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

  await store.kill();

  await until('it says that it is not ready', async () => (await readiness()) === 503);
  const key = randomUUID();
  const meanwhile = await create('Meanwhile', key);
  if (store.staysAway || meanwhile.status !== 201) t.match(meanwhile, { status: 503, body: { problems: [{ code: 'unavailable' }] } });
  orders.goOn('written');
  await store.restart();

  await until('the same request is taken', async () => (await create('Meanwhile', key)).status === 201);
  t.match(await finished(rest, id), { state: 'completed', active: false, activity_errors: 0 });
  t.strictSame(
    (await activities(rest, id)).map(({ state }) => state),
    Array(names.length * 2).fill('processed'),
  );
  for (const name of names) t.equal((await textsOf(rest, pages.page(name))).length, 2, `${name} has one text of each worker run`);
  t.equal((await made('Meanwhile')).length, 1);
  t.strictSame(await wrongRows(server), [], 'the read models are what a rebuild from the log gives');
  t.equal(await readiness(), 200);
});

const skip = store instanceof StandInProcess ? false : 'only the stand-in dies at a named point';
test(
  'the event store is killed after it wrote an append and before it answered: the same request is acknowledged, once',
  { skip },
  async (t) => {
    const key = randomUUID();
    const { death } = await (store as StandInProcess).dieAfterAppendTo('corpus-');
    const asked = create('Once', key);
    t.equal(await death, 'SIGKILL');
    await store.restart();

    const first = await asked;
    const answer = await until('the same request is answered', async () => {
      const seen = await create('Once', key);
      return seen.status < 500 && seen;
    });

    t.match(answer, { status: 201, body: { name: 'Once' } });
    if (first.status < 500) t.strictSame(first.body, answer.body, 'as it was the first time');
    else t.match(first, { status: 503, body: { problems: [{ code: 'unavailable' }] } });
    t.match(await made('Once'), [{ id: (answer.body as { readonly id: string }).id }]);
    t.strictSame(await wrongRows(server), [], 'the read models are what a rebuild from the log gives');
  },
);
