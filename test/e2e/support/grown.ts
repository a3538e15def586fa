import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { test, type Test } from 'tap';
import { testFolder } from '../../infrastructure/database/embedded/support/homes.ts';
import { testDatabase } from '../../support/postgres.ts';
import { TestRedis, withoutRedis } from '../../support/redis.ts';
import { startAgent } from './agent.ts';
import { colophon, type Environment } from './command.ts';
import { Orders } from './orders.ts';
import { activities, draft, finished, textsOf } from './processes.ts';
import { wrongRows } from './rebuild.ts';
import { Server } from './server.ts';
import { until } from './until.ts';
import { configured, pageNames, project, publishTestWorker } from './workshop.ts';

const led = [
  'colophon lease builder',
  'colophon lease dispatcher',
  'colophon lease monitor',
  'colophon lease projector',
  'colophon lease reactor mailer',
  'colophon lease reactor process-manager',
];

/** A lease is free at once when its holder dies, and after this time however that came about. */
const longestLeaseMs = 30_000;

/**
 * Tests of an installation that has grown: two API nodes, two workers and an agent, each a program of its own, on a database that is not
 * the embedded one, with Redis where this machine has it, and a log as `settings` say.
 */
export async function grownInstallation(t: Test, name: string, more: Environment = {}): Promise<void> {
  const folder = testFolder(t);
  const database = await testDatabase(t);
  const pool = database.pool({ max: 1 });
  const redis = withoutRedis === null ? await TestRedis.start(t) : null;
  const queue: Environment = redis ? { COLOPHON_QUEUE_URL: redis.url } : {};
  const own = { COLOPHON_DATA: join(folder, 'data'), COLOPHON_DATABASE_URL: database.url, COLOPHON_SECRET_KEY: randomUUID() };
  const role = (is: string): Promise<Server> => Server.start(t, { ...own, ...queue, ...more }, ['serve', '--role', is]);

  /** Who leads what: a lease is a lock of a connection that is named after it, so nothing is led twice. */
  const holders = async (): Promise<readonly { readonly name: string; readonly pid: number }[]> => {
    const { rows } = await pool.query<{ name: string; pid: number }>(
      `select distinct regexp_replace(a.application_name, '^(colophon lease builder) .*', '\\1') as name, pid
         from pg_stat_activity a join pg_locks l using (pid)
        where l.locktype = 'advisory' and a.application_name like 'colophon lease %' and a.application_name not like '% runner %'
          and a.datname = current_database() order by 1`,
    );
    return rows;
  };
  const leases = async (): Promise<readonly string[]> => [...new Set((await holders()).map(({ name }) => name))];
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
  startAgent(t, { server: near.url, farm: farmId, seed, data: join(folder, 'agent') });
  const worker = await publishTestWorker(ada);

  test(`${name}: jobs go by Redis`, { skip: withoutRedis ?? false }, async (one) => {
    await until('Redis knows of the queue', () => Promise.resolve(redis!.keys() > 0));
    one.ok(redis!.keys());
  });

  test(`${name}: given two API nodes, two workers and an agent, each thing that one does at a time is led`, async (one) => {
    one.strictSame(await leases(), led);
  });

  test(`${name}: a worker answers only those who watch it`, async (one) => {
    one.match(await (await fetch(`${other.url}/readyz`)).json(), {
      status: 'ok',
      checks: [{ check: 'database' }, { check: 'event store' }],
    });
    one.equal((await fetch(`${other.url}/api/v1/corpus/`)).status, 404);
  });

  test(`${name}: what is written through one API node is seen through the other, by its position`, async (one) => {
    const made = await ada.ask('POST', '/corpus/', { body: { name: 'Written near' } });
    const { id } = made.body as { readonly id: string };
    const seen = await adaFar.ask('GET', `/corpus/${id}/`, { headers: { 'X-Position': made.headers.get('x-position') ?? '' } });
    one.match(seen, { status: 200, body: { name: 'Written near' } });
  });

  test(`${name}: each program tells its figures, and those of the whole installation`, async (one) => {
    const figures = await until('everything keeps up, and the agent is there', async () => {
      const text = await (await fetch(`${other.url}/metrics`)).text();
      return /^colophon_lag_events\{kind="projection",name="tasks"\} 0$/m.test(text) && /^colophon_live_agents 1$/m.test(text) && text;
    });
    for (const line of [
      /^colophon_lag_seconds\{kind="reactor",name="process-manager"\} /m,
      /^colophon_stuck\{kind="projection",name="tasks"\} 0$/m,
      /^colophon_jobs\{state="parked"\} 0$/m,
      /^colophon_log_refuses_appends 0$/m,
      /^nodejs_eventloop_lag_p99_seconds /m,
    ])
      one.match(figures, line);
    const ofNear = await (await fetch(`${near.url}/metrics`)).text();
    one.match(ofNear, /^colophon_http_request_duration_seconds_count\{operation="CreateCorpus",method="POST",status="201"\} 1$/m);
    one.match(ofNear, /^colophon_append_duration_seconds_count\{outcome="taken"\} [1-9]/m);
    one.notMatch(figures, /^colophon_unread_figures_total\{figure="\w+"\} [1-9]/m, 'every figure can be read');
  });

  test(`${name}: the doctor finds it sound, whatever machine it is asked on`, async (one) => {
    const { code, lastLine } = await colophon(['doctor', '--json'], near.environment);
    const { sound, findings } = JSON.parse(lastLine) as {
      readonly sound: boolean;
      readonly findings: readonly { check: string; grade: string }[];
    };
    one.strictSame(
      findings.filter(({ grade }) => grade === 'problem'),
      [],
    );
    one.strictSame([code, sound], [0, true]);
    one.match(
      new Set(findings.filter(({ grade }) => grade === 'ok').map(({ check }) => check)),
      new Set(['node', 'database', 'event store', 'files', 'projections', 'reactors', 'queue', 'parked jobs', 'agents']),
    );
  });

  test(`${name}: the leading worker is killed in the middle of a process, and Redis with all that it holds; the other takes over within the lease, and it runs to its end`, async (one) => {
    const orders = new Orders(one);
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

    const before = (await holders()).map(({ pid }) => pid);
    await redis?.kill();
    await leader.kill9();
    const ledByOthers = async () => (await leases()).length === led.length && (await holders()).every(({ pid }) => !before.includes(pid));
    await until('the other leads all of it', ledByOthers, longestLeaseMs);
    orders.goOn('written');
    await redis?.start();

    one.match(await finished(adaFar, id), { state: 'completed', active: false, activity_errors: 0 });
    one.strictSame(await leases(), led);
    one.strictSame(
      (await activities(ada, id)).map(({ state }) => state),
      Array(names.length * 2).fill('processed'),
    );
    for (const page of names) one.equal((await textsOf(ada, pages.page(page))).length, 2, `${page} was read once by each worker run`);
    one.strictSame(await wrongRows(near), [], 'the read models are what a rebuild from the log gives');
  });
}
