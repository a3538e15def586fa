import { appendFileSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import tap, { test } from 'tap';
import { parseS3Address } from '../../infrastructure/blobs/s3/address.ts';
import { S3Blobs } from '../../infrastructure/blobs/s3/s3-blobs.ts';
import { migratedDatabase } from '../support/migrated.ts';
import { testDatabase } from '../support/postgres.ts';
import { StandIn } from '../support/eventstoredb/stand-in.ts';
import { TestS3 } from '../support/s3/test-s3.ts';
import { testFolder } from '../infrastructure/database/embedded/support/homes.ts';
import { colophon, type Environment } from './support/command.ts';
import { draft, finished } from './support/processes.ts';
import { wrongRows } from './support/rebuild.ts';
import { Rest } from './support/rest.ts';
import { Server } from './support/server.ts';
import { until } from './support/until.ts';
import { pageNames, project, publishTestWorker } from './support/workshop.ts';

const folder = testFolder(tap);
const to = join(folder, 'backup');
const storage = await TestS3.start(tap);
const server = await Server.start(tap);
const rest = await server.user('ada@example.org', '--admin');
const worker = await publishTestWorker(rest);
const pages = await project(rest, pageNames(3));
const { id } = await draft(rest, pages.id, [{ worker }]);
await rest.post(`/process/${id}/start/`);
await finished(rest, id);

const filesIn = (root: string): readonly string[] =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();

test('a backup is made beside the running server, for its owner alone', async (t) => {
  const made = await colophon(['backup', '--to', to, '--json'], server.environment);
  t.match(made, { code: 0, err: '' });
  const verified = await colophon(['log', 'verify', '--json'], server.environment);
  const said = JSON.parse(made.out) as { readonly events: number };
  t.ok(said.events > 10);
  t.match(said, { folder: to, files: Number, bytes: Number });
  t.ok((JSON.parse(verified.out) as { readonly events: number }).events >= said.events);
  t.equal(statSync(to).mode & 0o777, 0o700);
  t.equal(statSync(join(to, 'keys/secret.key')).mode & 0o777, 0o600);
  t.match(await colophon(['backup', '--to', to], server.environment), { code: 1, err: /is there already: name another folder/ });
});

test('a damaged backup is refused by the name of the file, and nothing is made of it', async (t) => {
  for (const file of ['log.jsonl', 'tables/identity.users.jsonl', 'keys/secret.key', 'manifest.json']) {
    const before = readFileSync(join(to, file));
    appendFileSync(join(to, file), ' ');
    const data = join(testFolder(t), 'data');
    const refused = await colophon(['restore', '--from', to], { COLOPHON_DATA: data });
    t.match(refused, { code: 1, out: '', err: new RegExp(`${file.replaceAll('.', '\\.')} is damaged`) }, file);
    t.notOk(existsSync(data));
    writeFileSync(join(to, file), before);
  }
  const [users, aside] = [join(to, 'tables/identity.users.jsonl'), readFileSync(join(to, 'tables/identity.users.jsonl'))];
  rmSync(users);
  t.match(await colophon(['restore', '--from', to], { COLOPHON_DATA: join(folder, 'none') }), { code: 1, err: /users\.jsonl is missing/ });
  writeFileSync(users, aside);
  t.match(await colophon(['restore', '--from', folder], server.environment), { code: 1, err: /is no backup/ });
});

test('nothing is restored over what is there', async (t) => {
  t.match(await colophon(['restore', '--from', to], server.environment), { code: 1, out: '', err: /is not empty.*COLOPHON_DATA/ });
});

test('a backup without files says so, and where they are to be copied from', async (t) => {
  const without = join(folder, 'without-files');
  const made = await colophon(['backup', '--no-files', '--to', without, '--json'], server.environment);
  t.match(made, { code: 0, err: /NOT in this backup. Copy them now, after it, from .*\/blobs/ });
  t.match(JSON.parse(made.out), { objects: 'left out' });
  t.notOk(existsSync(join(without, 'blobs')));
});

test('nothing is restored into a bucket that is not there, or that holds files', async (t) => {
  const full = await TestS3.start(t);
  await new S3Blobs(parseS3Address(full.url()), '').put({ bucket: 'images', key: 'a.png' }, Buffer.from('x'));
  for (const [blobsUrl, err] of [
    [storage.url({ bucket: 'nowhere' }), /has no bucket "nowhere": create it/],
    [full.url(), /images\/a\.png.* is not empty.*COLOPHON_BLOBS_URL/],
  ] as const) {
    const data = join(testFolder(t), 'data');
    const environment = { COLOPHON_DATA: data, COLOPHON_BLOBS_URL: blobsUrl };
    t.match(await colophon(['restore', '--from', to], environment), { code: 1, out: '', err });
    t.notOk(existsSync(data));
  }
});

test('what is restored, into a bucket here, is the installation: tokens open, the process is there, read models are right, work goes on', async (t) => {
  const environment: Environment = { COLOPHON_DATA: join(testFolder(t), 'data'), COLOPHON_BLOBS_URL: storage.url() };
  const restored = await colophon(['restore', '--from', to, '--json'], environment);
  t.match(restored, { code: 0, err: '' });
  t.strictSame(JSON.parse(restored.out).objects, 'included');
  t.strictSame([...storage.names].sort(), filesIn(join(to, 'blobs')));
  t.ok(storage.names.length > 0);
  t.match(await colophon(['projections', 'verify'], environment), { code: 0 });

  const second = await Server.start(t, environment);
  const again = new Rest(second.url, rest.authorization);
  t.match(await again.get(`/process/${id}/`), { id, state: 'completed' });
  t.match(await again.get('/user/'), { email: 'ada@example.org', admin: true });
  await second.user('bea@example.org');
  const next = await draft(again, pages.id, [{ worker }]);
  await again.post(`/process/${next.id}/start/`);
  t.match(await finished(again, next.id), { state: 'completed' });
  t.strictSame(await wrongRows(second), []);
});

interface Run {
  readonly id: string;
  readonly state: string;
  readonly problem: string | null;
  readonly result: Readonly<Record<string, unknown>> | null;
}

/** Begins it over REST and waits for its end. */
async function ran(path: string, body: object): Promise<Run> {
  const begun = await rest.post<Run>(`/colophon/${path}`, body);
  return until(`${path} has ended`, async () => {
    const run = await rest.get<Run>(`/colophon/upkeep-run/${begun.id}/`);
    return run.state !== 'running' && run;
  });
}

/** With a password, which nobody asks for there and nobody may see. */
const secretly = (url: string): string => url.replace('@', ':dontsayit@');

test('over REST a backup is made where those of the node lie, listed, and restored into a new data folder and an empty database', async (t) => {
  const made = await ran('backups/', { name: 'nightly', files: true });
  t.match(made, {
    state: 'done',
    problem: null,
    result: { folder: join(server.data, 'backups', 'nightly'), events: Number, files: Number },
  });
  t.equal(statSync(join(server.data, 'backups')).mode & 0o777, 0o700);
  const listed = { name: 'nightly', events: made.result?.events, hash: made.result?.hash, objects: 'included', problem: null };
  t.match(await rest.get('/colophon/backups/'), [listed]);
  for (const name of ['nightly', '../out', 'a..b', '.hidden', 'x.partial'])
    t.match(await rest.ask('POST', '/colophon/backups/', { body: { name } }), { status: 400, body: { name: [String] } }, name);

  t.match(await ran('backups/', { name: 'later', files: false }), { state: 'done', result: { objects: 'left out' } });
  t.strictSame(
    filesIn(join(server.data, 'backups/later')).filter((name) => !/^(keys|mail|tables)\/|^(log\.jsonl|manifest\.json)$/.test(name)),
    [],
    'it holds no earlier backup',
  );

  const database = await testDatabase(t);
  const path = 'backup/nightly/restore/';
  t.match(await rest.ask('POST', `/colophon/${path}`, { body: { data: '../out' } }), { status: 400, body: { data: [/plain name/] } });
  const restored = await ran(path, { data: 'again', database_url: secretly(database.url) });
  const { events, hash } = made.result ?? {};
  t.match(restored, { state: 'done', result: { events, hash, data: join(server.data, 'restored', 'again') } });
  t.notMatch(JSON.stringify(restored), /dontsayit/);
  const { rows } = await database
    .pool()
    .query(
      'select (select count(*)::int from log.events) as events, (select count(*)::int from identity.users) as users, (select count(*)::int from ops.upkeep_runs) as runs',
    );
  t.strictSame(rows, [{ events, users: 1, runs: 0 }]);
  t.strictSame(filesIn(join(server.data, 'restored/again/blobs')), filesIn(join(server.data, 'backups/nightly/blobs')));

  t.match(await rest.ask('POST', `/colophon/${path}`, { body: { data: 'again' } }), {
    status: 400,
    body: { data: [/There is a data folder/] },
  });
  const over = await ran(path, { data: 'other', database_url: database.url });
  t.match(over, { state: 'failed', problem: /^The database is not empty.*COLOPHON_DATABASE_URL/ });
  t.match(await rest.ask('POST', '/colophon/backup/unknown/restore/', { body: { data: 'x' } }), { status: 404 });
});

test('over REST the log is looked at, copied and compared; what fails says why, and nobody sees a password', async (t) => {
  const looked = await ran('log/verify/', {});
  t.match(looked, { state: 'done', result: { events: Number, found: 0, findings: [] } });
  const to = secretly((await migratedDatabase(t)).url);
  const { events, hash } = looked.result ?? {};
  t.match(await ran('log/copy/', { to }), { state: 'done', result: { events, hash, found: 0, copied: events, still_served: true } });
  t.match(await ran('log/verify/', { to }), { state: 'done', result: { events, hash, difference: null } });
  t.match(await ran('log/copy/', { to }), { state: 'done', result: { found: events, copied: 0 } }, 'it goes on where it was');
  const nowhere = 'postgres://me:dontsayit@127.0.0.1:1/x?sslpassword=dontsayit';
  const problem = /^"to": postgres:\/\/me:\*{8}@127\.0\.0\.1:1\/x\?sslpassword=\*{8}: .*ECONNREFUSED.* Start that database/;
  t.match(await ran('log/copy/', { to: nowhere }), { state: 'failed', problem });
  const runs = await rest.get('/colophon/upkeep-runs/');
  t.match(runs, {
    count: Number,
    results: [
      { kind: 'log_copy', state: 'failed' },
      { kind: 'log_copy', state: 'done' },
    ],
  });
  t.notMatch(JSON.stringify(runs), /dontsayit/);
  t.notMatch(readFileSync(join(server.data, 'colophon.log'), 'utf8'), /dontsayit/);
});

test('over REST the log is copied into EventStoreDB; a backup is restored into another one, and not into that', async (t) => {
  const [taken, empty] = await Promise.all([StandIn.open(), StandIn.open()]);
  for (const store of [taken, empty]) t.teardown(() => store.kill());
  const { result } = await ran('log/copy/', { to: taken.url });
  t.match(result, { events: Number, found: 0, copied: result?.events });
  t.match(await ran('log/verify/', { to: taken.url }), { state: 'done', result: { events: result?.events, difference: null } });

  const database_url = (await testDatabase(t)).url;
  const into = (data: string, store: StandIn) => ran('backup/nightly/restore/', { data, database_url, event_store_url: store.url });
  t.match(await into('taken', taken), { state: 'failed', problem: /^The event store is not empty.*COLOPHON_EVENT_STORE_URL/ });
  t.match(await into('beside', empty), { state: 'done', result: { events: Number } }, 'the refusal has left the database empty');
});
