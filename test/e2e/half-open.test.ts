import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import tap, { type Test } from 'tap';
import { testFolder } from '../infrastructure/database/embedded/support/homes.ts';
import { databaseLine, type DatabaseLine } from '../support/database-line.ts';
import { StandIn } from '../support/eventstoredb/stand-in.ts';
import { testDatabase } from '../support/postgres.ts';
import type { Environment } from './support/command.ts';
import { Orders } from './support/orders.ts';
import { activities, draft, finished, textsOf } from './support/processes.ts';
import { wrongRows } from './support/rebuild.ts';
import { Server } from './support/server.ts';
import { until } from './support/until.ts';
import { configured, pageNames, project, publishTestWorker } from './support/workshop.ts';

interface Corpus {
  readonly id: string;
  readonly name: string;
}

interface Given {
  readonly line: DatabaseLine;
  readonly settings: Environment;
  /** What a repeated request is answered while the line is silent: the first answers lie in the database. */
  readonly repetition: 201 | 503;
}

/** The real one that `EVENTSTOREDB_URL` names, whose log becomes that of the test; else the stand-in. */
async function eventStore(t: Test): Promise<string> {
  const { EVENTSTOREDB_URL: real } = process.env;
  if (real) return real;
  const standIn = await StandIn.open();
  t.teardown(() => standIn.kill());
  return standIn.url;
}

/** Where the log is kept, with a line to it. */
const logs: Readonly<Record<string, (t: Test) => Promise<Given>>> = {
  async PostgreSQL(t) {
    const { connection } = await testDatabase(t);
    const line = await databaseLine(t, connection);
    const throughLine = `postgres://${connection.user}@127.0.0.1:${line.port}/${connection.database}`;
    return { line, settings: { COLOPHON_DATABASE_URL: throughLine }, repetition: 503 };
  },
  async EventStoreDB(t) {
    const { url } = await testDatabase(t);
    const store = await eventStore(t);
    const { hostname: host, port } = new URL(store);
    const line = await databaseLine(t, { host, port: Number(port) });
    const throughLine = store.replace(`${host}:${port}`, `127.0.0.1:${line.port}`);
    return { line, settings: { COLOPHON_DATABASE_URL: url, COLOPHON_EVENT_STORE_URL: throughLine }, repetition: 201 };
  },
};

// Most of the time is waited away: they wait together.
tap.jobs = 2;
for (const [name, open] of Object.entries(logs))
  tap.test(
    `the line to the log in ${name} carries nothing any more, in the middle of a process: writes are refused, and it goes on once it heals`,
    { buffered: true },
    async (t) => {
      const { line, settings, repetition } = await open(t);
      const server = await Server.start(t, { COLOPHON_DATA: join(testFolder(t), 'data'), ...settings });
      const rest = await server.user('ada@example.org', '--admin');
      const worker = await publishTestWorker(rest);
      const create = (named: string, key: string) =>
        rest.ask('POST', '/corpus/', { body: { name: named }, headers: { 'Idempotency-Key': key } });
      const readiness = async (): Promise<number> => (await fetch(`${server.url}/readyz`)).status;
      const orders = new Orders(t);
      orders.hold('written');
      const told = await configured(rest, worker, 'told', { orders: orders.folder });
      const names = pageNames(4);
      const pages = await project(rest, names);
      const { id } = await draft(rest, pages.id, [{ worker, configuration: told }]);
      await rest.post(`/process/${id}/start/`, { chunks: 2 });
      await orders.held('written', 2);
      const [before, under] = [randomUUID(), randomUUID()];
      t.match(await create('before', before), { status: 201 });

      line.goDead();
      orders.goOn('written');

      // No look has a time limit of its own: it is the server that gives up.
      const [refused, again, ready] = await Promise.all([create('under', under), create('before', before), readiness()]);
      t.match(refused, { status: 503, body: { problems: [{ code: 'unavailable' }] } });
      t.ok(refused.headers.get('retry-after'), 'it says when to come again');
      t.equal(again.status, repetition);
      t.equal(ready, 503, 'it says that it is not ready');

      line.heal();

      await until('it is ready again', async () => (await readiness()) === 200);
      const made = await until('the same request is taken', async () => {
        const answer = await create('under', under);
        return answer.status === 201 && (answer.body as Corpus);
      });
      t.match(await create('before', before), { status: 201 }, 'what was acknowledged is answered as it was');
      t.match(await finished(rest, id), { state: 'completed', active: false, activity_errors: 0 });
      t.strictSame(
        (await activities(rest, id)).map(({ state }) => state),
        Array(names.length).fill('processed'),
      );
      for (const page of names) t.equal((await textsOf(rest, pages.page(page))).length, 1, `${page} was read once`);
      const there = await rest.get<readonly Corpus[]>('/corpus/');
      t.equal(there.filter((corpus) => corpus.name === 'before').length, 1);
      t.strictSame(
        there.filter((corpus) => corpus.name === 'under').map((corpus) => corpus.id),
        [made.id],
        'nothing was doubled',
      );
      t.strictSame(await wrongRows(server), [], 'the read models are what a rebuild from the log gives');
    },
  );
