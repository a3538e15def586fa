import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import tap, { test } from 'tap';
import { testFolder } from '../infrastructure/database/embedded/support/homes.ts';
import { testDatabase } from '../support/postgres.ts';
import { startAgent } from './support/agent.ts';
import { colophon } from './support/command.ts';
import { Orders } from './support/orders.ts';
import { activities, draft, finished, textsOf } from './support/processes.ts';
import { wrongRows } from './support/rebuild.ts';
import { Server } from './support/server.ts';
import { until } from './support/until.ts';
import { configured, pageNames, project, publishTestWorker } from './support/workshop.ts';

// As an installation that has grown: each role a program of its own, on a database that is not the embedded one.
const folder = testFolder(tap);
const database = await testDatabase(tap);
const pool = database.pool({ max: 1 });
const settings = { COLOPHON_DATA: join(folder, 'data'), COLOPHON_DATABASE_URL: database.url, COLOPHON_SECRET_KEY: randomUUID() };
const role = (name: string): Promise<Server> => Server.start(tap, settings, ['serve', '--role', name]);
const led = [
  'colophon lease builder',
  'colophon lease dispatcher',
  'colophon lease monitor',
  'colophon lease projector',
  'colophon lease reactor process-manager',
];

/** What is led, and by how many connections: a lease is a lock of a connection that is named after it. */
async function leases(): Promise<readonly string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `select regexp_replace(a.application_name, '^(colophon lease builder) .*', '\\1') as name from pg_stat_activity a join pg_locks l using (pid)
      where l.locktype = 'advisory' and a.application_name like 'colophon lease %' and a.application_name not like '% runner %'
        and a.datname = current_database() order by 1`,
  );
  return rows.map(({ name }) => name);
}

const everythingIsLed = (): Promise<unknown> => until('everything is led', async () => (await leases()).length === led.length);

const near = await role('api');
const far = await role('api');
const leader = await role('worker');
await everythingIsLed();
const other = await role('worker');
const ada = await near.user('ada@example.org', '--admin');
const adaFar = ada.at(far.url);
const farm = await colophon(['farms', 'create', '--name', 'Main', '--json'], near.environment);
const { id: farmId, seed } = JSON.parse(farm.lastLine) as { readonly id: string; readonly seed: string };
startAgent(tap, { server: near.url, farm: farmId, seed, data: join(folder, 'agent') });
const worker = await publishTestWorker(ada);

test('given two API nodes, two workers and an agent, each thing that one does at a time has one leader', async (t) => {
  t.strictSame(await leases(), led);
});

test('a worker answers only those who watch it', async (t) => {
  t.match(await (await fetch(`${other.url}/readyz`)).json(), { status: 'ok', checks: [{ check: 'database' }, { check: 'event store' }] });
  t.equal((await fetch(`${other.url}/api/v1/corpus/`)).status, 404);
});

test('what is written through one API node is seen through the other, by its position', async (t) => {
  const made = await ada.ask('POST', '/corpus/', { body: { name: 'Written near' } });
  const { id } = made.body as { readonly id: string };
  const seen = await adaFar.ask('GET', `/corpus/${id}/`, { headers: { 'X-Position': made.headers.get('x-position') ?? '' } });
  t.match(seen, { status: 200, body: { name: 'Written near' } });
});

test('the leading worker is killed in the middle of a process; the other takes over and the process runs to its end', async (t) => {
  const orders = new Orders(t);
  orders.hold('written');
  const told = await configured(ada, worker, 'told', { orders: orders.folder });
  const names = pageNames(6);
  const pages = await project(ada, names);
  const { id } = await draft(ada, pages.id, [
    { worker, configuration: told },
    { worker, after: [0] },
  ]);
  await ada.post(`/process/${id}/start/`, { chunks: 2 });
  await orders.held('written', 2);
  t.strictSame(await leases(), led);

  await leader.kill9();
  orders.goOn('written');

  const done = await finished(adaFar, id);
  t.match(done, { state: 'completed', active: false, activity_errors: 0 });
  t.strictSame(await leases(), led, 'the other leads all of it');
  t.strictSame(
    (await activities(ada, id)).map(({ state }) => state),
    Array(names.length * 2).fill('processed'),
  );
  for (const name of names) t.equal((await textsOf(ada, pages.page(name))).length, 2, `${name} was read once by each worker run`);
  t.strictSame(await wrongRows(near), [], 'the read models are what a rebuild from the log gives');
});
