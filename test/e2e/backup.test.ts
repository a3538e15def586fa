import { appendFileSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import tap, { test } from 'tap';
import { parseS3Address } from '../../infrastructure/blobs/s3/address.ts';
import { S3Blobs } from '../../infrastructure/blobs/s3/s3-blobs.ts';
import { TestS3 } from '../support/s3/test-s3.ts';
import { testFolder } from '../infrastructure/database/embedded/support/homes.ts';
import { colophon, type Environment } from './support/command.ts';
import { draft, finished } from './support/processes.ts';
import { wrongRows } from './support/rebuild.ts';
import { Rest } from './support/rest.ts';
import { Server } from './support/server.ts';
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
