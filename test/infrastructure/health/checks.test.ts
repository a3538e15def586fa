import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'tap';
import type { Check, Observation } from '../../../application/health/check.ts';
import { readSettings } from '../../../infrastructure/config.ts';
import { blobsCheck } from '../../../application/health/blobs.ts';
import { parseS3Address } from '../../../infrastructure/blobs/s3/address.ts';
import { S3Blobs } from '../../../infrastructure/blobs/s3/s3-blobs.ts';
import { backupFolderCheck } from '../../../infrastructure/health/backup-folder.ts';
import { dataFolderCheck } from '../../../infrastructure/health/data-folder.ts';
import { databaseCheck } from '../../../infrastructure/health/database.ts';
import { eventStoreNodesCheck } from '../../../infrastructure/health/event-store-nodes.ts';
import { nodeCheck } from '../../../infrastructure/health/node.ts';
import { poolerCheck, poolerIn } from '../../../infrastructure/health/pooler.ts';
import { settingsCheck } from '../../../infrastructure/health/settings.ts';
import { TestS3 } from '../../support/s3/test-s3.ts';
import { served } from '../../support/http.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { migratedDatabase } from '../../support/migrated.ts';
import { systemClock } from '../../../infrastructure/clock/system-clock.ts';

const seen = async (check: Check): Promise<readonly Observation[]> => [await check.look()].flat();
const wrong = async (check: Check): Promise<readonly Observation[]> => (await seen(check)).filter(({ grade }) => grade === 'problem');

test('given a data folder of its owner alone, it can be written and is private', async (t) => {
  const folder = t.testdir({ 'secret.key': 'x', 'other.txt': 'y' });
  chmodSync(folder, 0o755);
  chmodSync(join(folder, 'secret.key'), 0o600);
  t.strictSame(await wrong(dataFolderCheck(folder)), []);
});

test('given a key that others may read, or a folder they may write in, each is named with the way to mend it', async (t) => {
  const folder = t.testdir();
  writeFileSync(join(folder, 'secret.key'), 'x');
  chmodSync(join(folder, 'secret.key'), 0o644);
  chmodSync(folder, 0o777);
  t.match(await wrong(dataFolderCheck(folder)), [{ remedy: /^chmod go-w/ }, { says: /secret\.key/, remedy: /^chmod 600/ }]);
});

test('given a folder of backups, or one that can be made, it can be written; what is in the way is named with COLOPHON_BACKUPS', async (t) => {
  const folder = join(t.testdir(), 'backups');
  t.match(await seen(backupFolderCheck(folder)), [{ grade: 'ok', says: /made with the first backup/ }]);
  mkdirSync(folder, { mode: 0o700 });
  t.match(await seen(backupFolderCheck(folder)), [{ grade: 'ok', says: /can be written/ }]);
  chmodSync(folder, 0o755);
  t.match(await wrong(backupFolderCheck(folder)), [{ says: /Others may look into .*keys/, remedy: /^chmod 700/ }]);
  const nowhere = { says: /cannot be written/, remedy: /COLOPHON_BACKUPS/ };
  t.match(await wrong(backupFolderCheck(join(folder, 'not/there'))), [nowhere]);
  writeFileSync(join(folder, 'file'), 'x');
  t.match(await wrong(backupFolderCheck(join(folder, 'file'))), [nowhere, {}]);
});

test('given a database, its version is told; a clock that differs from ours is a problem', async (t) => {
  const pool = (await migratedDatabase(t)).pool();
  t.match(await seen(databaseCheck(pool, systemClock)), [{ grade: 'ok', says: /^PostgreSQL \d+.* migrated up to \d{4}-/ }]);
  t.match(await wrong(databaseCheck(pool, new ManualClock('2020-01-01T00:00:00Z'))), [{ says: /clock/, remedy: /NTP/ }]);
});

test('given PostgreSQL itself, no pooler is found, and no transaction stays open', async (t) => {
  const pool = (await migratedDatabase(t)).pool();
  for (let times = 0; times < 3; times++) t.match(await seen(poolerCheck(pool)), [{ grade: 'ok', says: /PostgreSQL itself/ }]);
  t.equal(pool.totalCount, 0, 'its connections are not used again');
});

test('given a pooler, one that lends sessions by the transaction is a problem, another a warning, with what to do', async (t) => {
  const itself = { announced: 7, first: 7, other: 8, again: 7 };
  t.match(poolerIn(itself), { grade: 'ok' });
  const lends = { grade: 'problem', says: /by the transaction/, remedy: /COLOPHON_DATABASE_URL/ };
  t.match(poolerIn({ announced: 4711, first: 7, other: 7, again: 8 }), lends, 'it gave the session on');
  t.match(poolerIn({ announced: 4711, first: 7, other: 8, again: 9 }), lends, 'it took another one meanwhile');
  t.match(poolerIn({ announced: 4711, first: 7, other: 7, again: 7 }), lends);
  t.match(poolerIn({ ...itself, announced: 4711 }), { grade: 'warning', says: /keep sessions together/, remedy: /COLOPHON_DATABASE_URL/ });
  t.match(poolerIn({ ...itself, announced: null }), { grade: 'warning' });
});

test('given an object storage, it is tried out; what is missing, or not allowed, is named', async (t) => {
  const s3 = await TestS3.start(t);
  const look = (url = s3.url()) =>
    seen(blobsCheck({ blobs: new S3Blobs(parseS3Address(url), 'a secret of the test'), ids: { next: () => crypto.randomUUID() } }));
  t.match(await look(), [{ grade: 'ok', says: 'Files can be written and removed.' }]);
  t.strictSame(s3.names, [], 'nothing is left of it');
  t.match(await look(s3.url({ bucket: 'nowhere' })), [
    { grade: 'problem', says: /^Files cannot be kept: .* no bucket "nowhere": create it/ },
  ]);
  s3.trouble = { status: 403, code: 'AccessDenied', times: 1, method: 'PUT' };
  t.match(await look(), [{ grade: 'problem', says: /read, write, delete and list/ }]);
  s3.trouble = { status: 403, code: 'AccessDenied', times: 1, method: 'DELETE' };
  t.match(await look(), [{ grade: 'problem', says: /read, write, delete and list/ }]);
});

test('given an old Node, it is said which one is needed', async (t) => {
  t.match(await seen(nodeCheck('20.11.0')), [{ grade: 'problem', says: /20\.11\.0.*24/ }]);
  t.match(await seen(nodeCheck()), [{ grade: 'ok' }]);
});

test('given settings, what somebody may not have meant is a warning', async (t) => {
  const of = (environment: Record<string, string>) => seen(settingsCheck(readSettings(environment)));
  const sound = { COLOPHON_MAIL_URL: 'smtp://mail:25' };
  t.match(await of(sound), [{ grade: 'ok' }]);
  t.match(await of({}), [{ grade: 'warning', remedy: /COLOPHON_MAIL_URL/ }]);
  t.match(await of({ ...sound, COLOPHON_DATABASE_URL: 'postgres://db/c' }), [{ grade: 'warning', remedy: /COLOPHON_SECRET_KEY/ }]);
  t.match(await of({ ...sound, COLOPHON_HTTP_METRICS_FROM: '0.0.0.0/0' }), [{ grade: 'warning', says: /Anybody/ }]);
});

test('given nodes of an event store, each tells its version and state; one that is silent, or not there yet, is a warning by its name', async (t) => {
  const node = async (state: string): Promise<string> =>
    new URL(await served(t, (ctx) => void (ctx.body = ctx.path === '/info' && { esVersion: '23.10.6.0', state }))).host;
  const [leader, starting] = [await node('leader'), await node('initializing')];
  t.strictSame(await seen(eventStoreNodesCheck(`esdb://ops:secret@${leader},127.0.0.1:1,${starting}?tls=false`)), [
    { grade: 'ok', says: `EventStoreDB 23.10.6.0 at ${leader} is in the state "leader".` },
    {
      grade: 'warning',
      says: 'The node at 127.0.0.1:1 does not tell its state (connect ECONNREFUSED 127.0.0.1:1).',
      remedy: 'See that it runs, and that this machine reaches it.',
    },
    {
      grade: 'warning',
      says: `EventStoreDB 23.10.6.0 at ${starting} is in the state "initializing".`,
      remedy: 'Wait for it to start, or see in its log what it lacks.',
    },
  ]);
});
