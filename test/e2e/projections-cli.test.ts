import tap, { test } from 'tap';
import type pg from 'pg';
import { testFolder } from '../infrastructure/database/embedded/support/homes.ts';
import { fillLog } from '../support/filled-log.ts';
import { migratedDatabase } from '../support/migrated.ts';
import { quiet } from '../support/quiet.ts';
import { SteppingClock } from '../support/stepping-clock.ts';
import { systemClock } from '../../infrastructure/clock/system-clock.ts';
import { PostgresEventStore } from '../../infrastructure/event-store/postgres/postgres-event-store.ts';
import { HoleDetector } from '../../projections/engine/holes/hole-detector.ts';
import { ProjectionsAdmin } from '../../projections/engine/admin/projections-admin.ts';
import { allProjections } from '../../projections/index.ts';
import { CommandHost } from './support/command-host.ts';
import { colophon, ended, startColophon, type Ended } from './support/command.ts';
import { Server } from './support/server.ts';
import { until } from './support/until.ts';

type Json = Readonly<Record<string, unknown>>;

const database = await migratedDatabase(tap);
const pool: pg.Pool = database.pool({ max: 2 });
await fillLog(pool, 3_000);
const store = new PostgresEventStore(pool, database.connection, systemClock);
tap.teardown(() => store.close());
/** What another operator does meanwhile. */
const other = new ProjectionsAdmin({ pool, store, clock: systemClock }, allProjections);
const server = await Server.start(tap, { COLOPHON_DATA: testFolder(tap), COLOPHON_DATABASE_URL: database.url });
const ada = await server.user('ada@example.org', '--admin');
const { id: corpus } = (await ada.post('/corpus/', { name: 'Made before' })) as { readonly id: string };
await ada.post('/corpus/', { name: 'Another' });

const host = new CommandHost(tap);
/** `colophon projections …` beside the server. */
const run = (...args: readonly string[]): Promise<Ended> => host.run(['projections', ...args], server.environment);
/** The same as a program of its own, to its end. */
const runAlone = (...args: readonly string[]): Promise<Ended> => colophon(['projections', ...args], server.environment);
const lines = ({ out }: Ended): readonly Json[] =>
  out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Json);
/** What a command says with `--json`: one object, and nothing else. */
async function said(...args: readonly string[]): Promise<Json> {
  const end = await run(...args, '--json');
  const [object, ...others] = lines(end);
  if (end.code !== 0 || others.length > 0) throw new Error(`Ended with ${end.code}: ${end.out}${end.err}`);
  return object!;
}

/** A rebuild under way in a program of its own, which has begun it (or gone on with it) and waits for it. */
async function rebuilding(...args: readonly string[]): Promise<{ readonly end: Promise<Ended>; interrupt(): void }> {
  const child = startColophon(['projections', 'rebuild', 'corpora', ...args], server.environment);
  const end = ended(child);
  await until('it is being built', async () => (await other.find('corpora')).building?.state === 'building');
  return { end, interrupt: () => void child.kill('SIGINT') };
}

test('list and status tell how far each read model is', async (t) => {
  const [listed, table, shown, text, unknown, idle] = await Promise.all([
    runAlone('list', '--json'),
    run('list'),
    said('status', 'corpora'),
    run('status', 'corpora'),
    runAlone('status', 'nonsense'),
    run('cancel', 'corpora'),
  ]);
  t.equal(listed.code, 0);
  t.strictSame(
    lines(listed).map(({ name }) => name),
    other.names,
    'one object per read model',
  );
  t.match(
    lines(listed).find(({ name }) => name === 'corpora'),
    { version: 1, live: { number: 1, state: 'live', progress: 1 }, building: null, retired: null, events_behind: 0, stuck: false },
  );
  t.match(table, {
    code: 0,
    err: '',
    out: /^ *name +version +live +position +behind +being built +retired *\n[^]*corpora +1 +gen\. 1 +\d+ +–/,
  });
  t.match(shown, { name: 'corpora', live: { number: 1 }, holes: [] });
  t.match(text, { code: 0, err: '', out: /^corpora, version 1, behind: –\ngen\. 1, live, at position \d+; \S+Z by system\n$/ });
  t.match(idle, { code: 1, out: '', err: /^Nothing of corpora is being built\.$/m });
  t.match(unknown, { code: 1, out: '', err: /no read model nonsense\. There are: [^]*corpora/ });
});

test('given a read model that lacks events, then whoever watches the server sees how many, until it lacks none', async (t) => {
  const detector = new HoleDetector({ store, pool, projections: allProjections, clock: new SteppingClock(), log: quiet });
  const holes = async () => {
    await detector.look(new AbortController().signal);
    return (await (await fetch(`${server.url}/metrics`)).text()).split('\n').filter((line) => line.startsWith('colophon_holes{'));
  };
  const { rows } = await pool.query<{ applied: object }>(`select applied from ops.checkpoints where name = 'corpora_g1'`);
  await pool.query(`update ops.checkpoints set applied = applied - 'CorpusCreated' where name = 'corpora_g1'`);

  t.strictSame(await holes(), ['colophon_holes{name="corpora"} 2']);
  t.match(await run('status', 'corpora'), { out: /lacks 2 of CorpusCreated/ });
  await pool.query(`update ops.checkpoints set applied = $1 where name = 'corpora_g1'`, [JSON.stringify(rows[0]?.applied)]);
  t.strictSame(await holes(), []);
});

test('a rebuild is throttled, paused, gone on with, left by Ctrl-C and given up', async (t) => {
  const slow = await rebuilding('--max-rate', '1', '--json');
  const [fast, shown, early] = await Promise.all([
    run('rebuild', 'corpora', '--max-rate', 'fast'),
    run('status', 'corpora'),
    run('switch', 'corpora'),
  ]);
  t.match(fast, { code: 1, out: '', err: /^--max-rate: give a whole number/ });
  t.match(shown, { code: 0, out: /\ngen\. 2, building, \d+ %, \d+ events\/s,? .*at most 1\/s/ });
  t.match(early, { code: 1, out: '', err: /Generation 2 is building: it must be caught up and verified/ });

  t.match(await said('pause', 'corpora'), { name: 'corpora', number: 2, state: 'paused', changed_by: 'command line' });
  t.match(await slow.end, { code: 1, out: '', err: /^corpora is paused: by command line/ }, 'who waits for it is told');
  t.match(await said('resume', 'corpora', '--max-rate', '2'), { name: 'corpora', number: 2, state: 'building', max_rate: 2 });
  t.match(await run('pause', 'corpora'), { code: 0, err: '', out: /^corpora: gen\. 2, paused, \d+ %/ });
  t.match(await run('resume', 'corpora'), { code: 0, err: '', out: /^corpora: gen\. 2, building, .*at most 2\/s/ });

  await other.pause('corpora', 'test');
  const left = await rebuilding('--max-rate', '2');
  left.interrupt();
  t.match(await left.end, { code: 130, out: '', err: /goes on while a server runs/ });

  const [asked, dry, text] = await Promise.all([
    run('cancel', 'corpora'),
    said('cancel', 'corpora', '--dry-run'),
    run('cancel', 'corpora', '--dry-run'),
  ]);
  t.match(asked, { code: 1, out: '', err: /give --yes/ });
  t.match(dry, { name: 'corpora', number: 2, cancelled: false });
  t.match(text, { code: 0, err: '', out: /gen\. 2, building[^]* would be given up/ });
  t.match(await said('cancel', 'corpora', '--yes'), { name: 'corpora', number: 2, cancelled: true });
  t.match(await other.find('corpora'), { live: { number: 1 }, building: null });
});

test('what was built is verified; a difference forbids the switch, unless it is forced with a reason, which is kept', async (t) => {
  t.match(await said('rebuild', 'corpora', '--no-switch'), {
    name: 'corpora',
    switched: false,
    verification: { equal: true, differences: [], tables: [{ name: 'corpora', rows: 2, live: { rows: 2 } }] },
  });
  t.match(await run('verify', 'corpora', '--full'), {
    code: 0,
    err: '',
    out: /equal to the live one at position \d+ \(every row compared\)/,
  });
  const cancelled = await Promise.all([run('cancel', 'corpora', '--dry-run'), run('cancel', 'corpora', '--yes')]);
  const remedy = /Generation 3 is verified, not building or paused: drop it \("projections drop corpora --generation 3"\)/;
  t.match(cancelled, [
    { code: 1, out: '', err: remedy },
    { code: 1, out: '', err: remedy },
  ]);

  await pool.query(`update read.corpora_g1 set name = 'Altered' where id = $1`, [corpus]);
  const differing = await runAlone('verify', 'corpora', '--json');
  t.equal(differing.code, 1);
  t.match(lines(differing), [
    { equal: false, differences: [{ table: 'corpora', key: corpus, live: { name: 'Altered' }, rebuilt: { name: 'Made before' } }] },
  ]);
  t.match(await run('verify', 'corpora'), { code: 1, out: /differs from the live one[^]*live: .*Altered[^]*rebuilt: .*Made before/ });
  const [refused, unexplained] = await Promise.all([run('switch', 'corpora'), run('switch', 'corpora', '--force')]);
  t.match(refused, { code: 1, out: '', err: /is not verified: verify it, or force the switch with a reason/ });
  t.match(unexplained, { code: 1, out: '', err: /^--reason: / });
  t.match(await run('switch', 'corpora', '--force', '--reason', 'the live row was altered'), {
    code: 0,
    err: '',
    out: /^corpora: gen\. 3, live\n$/,
  });
  t.match(await run('status', 'corpora'), { code: 0, out: /gen\. 3, live, .* by command line: the live row was altered\n/ });
  t.match(await ada.get(`/corpus/${corpus}/`), { name: 'Made before' });
});

test('a switch is rolled back at once, and loses nothing; what is retired is dropped', async (t) => {
  const made = await ada.ask('POST', '/corpus/', { body: { name: 'After the switch' } });
  const { id } = made.body as { readonly id: string };
  t.match(await said('rollback', 'corpora', '--reason', 'to see'), { number: 1, state: 'live', reason: 'to see' });
  t.match(await ada.get(`/corpus/${id}/`), { name: 'After the switch' });
  t.match(await run('rollback', 'corpora', '--reason', 'seen'), { code: 0, err: '', out: /^corpora: gen\. 3, live\n$/ });

  const [unexplained, asked, live, dryLive, dry] = await Promise.all([
    runAlone('rollback', 'corpora'),
    run('drop', 'corpora'),
    run('drop', 'corpora', '--generation', '3', '--yes'),
    run('drop', 'corpora', '--generation', '3', '--dry-run'),
    run('drop', 'corpora', '--dry-run'),
  ]);
  t.match(unexplained, { code: 1, out: '', err: /--reason/ });
  t.match(asked, { code: 1, out: '', err: /give --yes/ });
  for (const refused of [live, dryLive]) t.match(refused, { code: 1, out: '', err: /Generation 3 is live/ });
  t.match(dry, { code: 0, err: '', out: /gen\. 1, retired would be dropped/ });
  t.match(await said('drop', 'corpora', '--yes'), { name: 'corpora', number: 1, dropped: true });
});

test('a rebuild goes the whole way by itself, of several read models at once', async (t) => {
  const rebuilt = await runAlone('rebuild', 'corpora', 'farms', '--full', '--json');
  t.equal(rebuilt.code, 0);
  t.match(lines(rebuilt), [
    { name: 'corpora', switched: true, verification: { equal: true, full: true } },
    { name: 'farms', switched: true, verification: { equal: true, full: true } },
  ]);
  t.match(await run('rebuild', 'farms', '--no-switch'), { code: 0, err: '', out: /^farms: equal to the live one [^]*compared\)\.\n$/ });
  t.match(await run('verify'), {
    code: 0,
    err: '',
    out: /^farms: equal to the live one [^]*\nThe other \d+ read models equal the log\.\n$/,
  });
  const [unasked, anew, told, kept] = await Promise.all([
    run('switch', 'farms'),
    run('rebuild', 'farms'),
    run('switch', 'farms', '--dry-run'),
    said('rebuild', 'farms', '--no-switch', '--dry-run'),
  ]);
  const lost = /farms: gen\. 1, retired, is dropped by the switch; no rollback to it any more\./;
  for (const refused of [unasked, anew]) t.match(refused, { code: 1, out: '', err: lost });
  t.match(unasked.err, /give --yes/);
  t.match(told, { code: 0, err: '', out: lost });
  t.strictSame(kept, { name: 'farms', goes_on: 3, drops: null });
  t.match(await said('switch', 'farms', '--yes'), {
    name: 'farms',
    number: 3,
    state: 'live',
    changed_by: 'command line',
    reason: null,
  });
  t.match(await said('verify'), { equal: true, projections: other.names.length, differences: [] }, 'all of them, against the log');
});
