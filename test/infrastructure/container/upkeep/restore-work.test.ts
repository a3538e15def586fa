import { join } from 'node:path';
import { test } from 'tap';
import type { RestoreInto } from '../../../../application/upkeep/work.ts';
import { readSettings } from '../../../../infrastructure/config.ts';
import { tokens } from '../../../../infrastructure/container/tokens.ts';
import { restoreWork } from '../../../../infrastructure/container/upkeep/backup-works.ts';
import { NotEmpty } from '../../../../infrastructure/container/errors.ts';
import type { Program } from '../../../../infrastructure/container/program.ts';

const settings = readSettings({
  COLOPHON_DATABASE_URL: 'postgres://colophon:hush@db:5432/colophon',
  COLOPHON_EVENT_STORE_URL: 'esdb://ops:hush@log:2113?tls=true',
  COLOPHON_BLOBS_URL: 's3://key:hush@files:9000/scans',
});
const container = { get: (token: unknown) => (token === tokens.settings ? settings : undefined) } as unknown as Program['container'];
const open = (): never => {
  throw new NotEmpty('The database', 'Name an empty one with COLOPHON_DATABASE_URL.');
};
const work = (data: string, into: Partial<RestoreInto>) =>
  restoreWork({ container, open }, '/backups/nightly', data, { data: 'again', ...into });

test('given the very places where the installation keeps its own, whoever asks for them, a restore is refused by the field', async (t) => {
  const data = join(t.testdir(), 'again');
  for (const [field, into] of [
    ['database_url', { databaseUrl: 'postgres://somebody:else@DB:5432/colophon?sslmode=require' }],
    ['event_store_url', { eventStoreUrl: 'esdb://log:2113' }],
    ['blobs_url', { blobsUrl: 's3://other:key@files:9000/scans/' }],
  ] as const)
    await t.rejects(work(data, into), { name: 'UnusableRequest', field, message: /keeps its own: name another, an empty one/ });
  await t.rejects(work(t.testdir(), {}), { name: 'UnusableRequest', field: 'data', message: /give another/ });
});

test('given another place, what was asked for is shown without passwords, and a failure in its sentence', async (t) => {
  const into = { databaseUrl: 'postgres://me:dontsayit@db:5432/again', blobsUrl: 's3://key:dontsayit@files:9000/again' };
  const restoring = await work(join(t.testdir(), 'again'), into);
  t.strictSame(restoring.asked, {
    name: 'nightly',
    data: 'again',
    database_url: 'postgres://me:********@db:5432/again',
    event_store_url: null,
    blobs_url: 's3://key:********@files:9000/again',
  });
  t.match(
    restoring.sentence(new NotEmpty('The database', 'dontsayit.')),
    'The database is not empty: what is there would be lost. ********.',
  );
  t.equal(restoring.sentence(new TypeError('a defect')), null);
});
