import { randomUUID } from 'node:crypto';
import tap, { test, type Test } from 'tap';
import { migratedDatabase } from '../support/migrated.ts';
import type { TestDatabase } from '../support/postgres.ts';
import { fillLog } from '../support/filled-log.ts';
import { testFolder } from '../infrastructure/database/embedded/support/homes.ts';
import { CommandHost } from './support/command-host.ts';
import { colophon, ended, startColophon, type Ended, type Environment } from './support/command.ts';
import { until } from './support/until.ts';

const host = new CommandHost(tap);

/** Two databases: a log of so many events, and an empty one. */
async function twoLogs(t: Test, events: number) {
  const [from, to] = [await migratedDatabase(t), await migratedDatabase(t)];
  await fillLog(from.pool(), events);
  const environment: Environment = { COLOPHON_DATA: testFolder(t), COLOPHON_DATABASE_URL: from.url };
  const run = (...args: readonly string[]): Promise<Ended> => host.run(['log', ...args], environment);
  /** As a program of its own, to its end. */
  const runAlone = (...args: readonly string[]): Promise<Ended> => colophon(['log', ...args], environment);
  return { from, to, environment, run, runAlone };
}

const held = async ({ pool }: TestDatabase): Promise<number> => {
  const asking = pool({ max: 1 });
  const { rows } = await asking.query<{ count: number }>('select count(*)::integer as count from log.events');
  await asking.end();
  return rows[0]?.count ?? 0;
};

test('a log is copied, verified, and the reactors go on behind the same events', async (t) => {
  const { from, to, run, runAlone } = await twoLogs(t, 2_000);
  const [here, there, job] = [from.pool(), to.pool(), randomUUID()];
  await here.query(`insert into ops.checkpoints (name, position) values ('mailer', 1500)`);
  await here.query(`insert into ops.effective_from (reactor, position) values ('mailer', 1000)`);
  await here.query(
    `insert into ops.open_jobs (id, reactor, key, event_id, position, data, due) values ($1, 'mailer', 'a', $1, 1200, '{}', now())`,
    [job],
  );
  await there.query(`insert into log.events overriding system value select * from log.events where false`);
  await there.query(`alter table log.events alter column position restart with 5001`);

  const copied = await runAlone('copy', '--to', to.url, '--json');

  t.match(copied, { code: 0, err: '' });
  const said = JSON.parse(copied.out) as { readonly hash: string };
  t.match(said, {
    events: 2_000,
    found: 0,
    copied: 2_000,
    streams: 200,
    hash: /^[0-9a-f]{64}$/,
    checkpoints: [
      { name: 'effective from mailer', from: '1000', to: '6000' },
      { name: `job ${job}`, from: '1200', to: '6200' },
      { name: 'checkpoint mailer', from: '1500', to: '6500' },
    ],
    still_served: false,
  });
  const { rows } = await there.query(
    `select name, position from ops.checkpoints union all select reactor, position from ops.effective_from
       union all select id::text, position from ops.open_jobs order by position desc`,
  );
  t.strictSame(rows, [
    { name: 'mailer', position: 6_500n },
    { name: job, position: 6_200n },
    { name: 'mailer', position: 6_000n },
  ]);

  await t.test('a second time there is nothing to do, and that is said', async (t) => {
    t.match(JSON.parse((await run('copy', '--to', to.url, '--json')).out), { ...said, found: 2_000, copied: 0 });
    t.match(await run('copy', '--to', to.url), {
      code: 0,
      out: /^0 events copied, 2000 were there already\.\nVerified event by event: 2000/,
    });
  });

  await t.test('the two compare as the same, with one hash per stream', async (t) => {
    t.match(await run('verify', '--to', to.url), { code: 0, out: /^The logs are the same: 2000 events of 200 streams/ });
    const hashes = await Promise.all([from, to].map(({ url }) => run('verify', '--from', url, '--hashes', '--json')));
    t.equal(hashes[0]?.out, hashes[1]?.out);
    const lines = hashes[0]!.out.trimEnd().split('\n');
    t.equal(lines.length, 200);
    t.match(JSON.parse(lines[7]!), { stream: 'page-7', events: 10, hash: /^[0-9a-f]{64}$/ });
  });

  await t.test('an event altered in the copy is named', async (t) => {
    await there.query(`update log.events set data = '{"n": 0}' where position = 5100`);
    const compared = await runAlone('verify', '--to', to.url, '--json');
    t.match(compared, { code: 1, err: '' });
    t.match(JSON.parse(compared.out), { events: 99, difference: { number: 100, from: { stream: 'page-99' }, to: { position: '5100' } } });
    t.match(await run('copy', '--to', to.url), {
      code: 1,
      out: '',
      err: /^--to: .* part at event 100: .*page-99 at 0.* Name an empty event store\.\n$/,
    });
  });
});

test('a log that is not in good order is said to be so, event by event', async (t) => {
  const { from, run } = await twoLogs(t, 100);
  t.match(await run('verify'), { code: 0, out: /^The log is in good order: 100 events of 10 streams, hash [0-9a-f]{64}\.\n$/ });
  await from.pool().query(`update log.events set revision = 77 where position = 95`);
  t.match(await run('verify'), {
    code: 1,
    out: /^event 95, Probed .* \(page-4 at 77\): it has revision 77 where 9 is due\n1 findings in 100 events\.\n$/,
  });
  t.match(JSON.parse((await run('verify', '--json')).out), { events: 100, found: 1, findings: [{ number: 95, position: '95' }] });
});

test('a copy that is killed goes on where it was, and is the whole log at the end', async (t) => {
  const { to, run, environment } = await twoLogs(t, 30_000);
  for (const share of [1_000, 9_000]) {
    const copying = startColophon(['log', 'copy', '--to', to.url], environment);
    const end = ended(copying);
    await until(`${share} events are copied`, async () => (await held(to)) >= share);
    copying.kill('SIGKILL');
    await end;
    const left = await held(to);
    t.ok(left >= share && left < 30_000, `killed in the middle, at ${left}`);
  }
  const copied = await run('copy', '--to', to.url, '--json');
  t.match(JSON.parse(copied.out), { events: 30_000, streams: 3_000 });
  t.match(await run('verify', '--to', to.url), { code: 0 });
});

test('Ctrl-C breaks a copy off with 130, and says how it goes on', async (t) => {
  const { to, environment } = await twoLogs(t, 30_000);
  const copying = startColophon(['log', 'copy', '--to', to.url, '--json'], environment);
  await until('something is copied', async () => (await held(to)) > 0);
  copying.kill('SIGINT');
  t.match(await ended(copying), { code: 130, out: '', err: /^Broken off\. The same command goes on where it was\.\n$/ });
});

test('what is no log, and the log itself, and a log that the positions do not belong to, are refused by name', async (t) => {
  const { from, to, run } = await twoLogs(t, 10);
  t.match(await run('copy', '--to', from.url), { code: 1, err: /^--to: this is the log that is to be copied\./ });
  t.match(await run('copy', '--to', 'redis://nowhere'), {
    code: 1,
    err: /^--to: redis:\/\/nowhere: this is no address of a log\. Give postgres/,
  });
  t.match(await run('verify', '--from', 'postgres://me:secret@127.0.0.1:1/x'), {
    code: 1,
    err: /^--from: postgres:\/\/me:\*{8}@127\.0\.0\.1:1\/x: .*ECONNREFUSED.* Start that database, or mend the address\./,
  });
  await from.pool().query(`
    insert into ops.checkpoints (name, position) values ('mailer', 5);
    insert into ops.known_log (kind, first_event, first_position) values ('eventstoredb', gen_random_uuid(), 548);
  `);
  t.match(await run('copy', '--to', to.url), { code: 1, err: /^--from: the reactors .* places of another log.*COLOPHON_DATABASE_URL/ });
  t.equal(await held(to), 0, 'nothing was copied');
});
