import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import t, { test } from 'tap';
import type { BlobRef } from '../../../application/ports/blobs.ts';
import { BackupWriter, checkedBackup } from '../../../infrastructure/backup/backup-folder.ts';
import { addObjects, assertNoObjects, placeObjects } from '../../../infrastructure/backup/objects.ts';
import { parseS3Address } from '../../../infrastructure/blobs/s3/address.ts';
import { S3Blobs } from '../../../infrastructure/blobs/s3/s3-blobs.ts';
import { testFolder } from '../database/embedded/support/homes.ts';
import { MemoryBlobs } from '../../support/memory-blobs.ts';
import { TestS3 } from '../../support/s3/test-s3.ts';

/** A manifest of a backup of nothing else. */
const rest = {
  made: '2026-01-01T00:00:00.000Z',
  migrations: [],
  serverKey: 'digest',
  log: { events: 0, streams: 0, hash: '' },
  objects: 'included' as const,
};
const log: BlobRef = { bucket: 'ponos-logs', key: 'a.log' };
const page: BlobRef = { bucket: 'ponos-artifacts', key: 'task/deep/page é.txt' };

async function backupOf(blobs: MemoryBlobs | S3Blobs, told: (readonly [number, number])[] = []): Promise<string> {
  const folder = join(testFolder(t), 'backup');
  const writer = await BackupWriter.begin(folder);
  await addObjects(writer, blobs, (done, total) => void told.push([done, total]));
  await writer.finish(rest);
  return folder;
}

test('objects travel from one storage into another, whatever keeps them, and how far is told', async (t) => {
  const blobs = new MemoryBlobs();
  await blobs.put(log, Buffer.from('what happened'));
  await blobs.put(page, Buffer.from(''));
  const told: (readonly [number, number])[] = [];
  const folder = await backupOf(blobs, told);
  t.strictSame(told, [
    [1, 2],
    [2, 2],
  ]);

  const s3 = await TestS3.start(t);
  const bucket = new S3Blobs(parseS3Address(s3.url()), 'a secret of the test');
  await assertNoObjects(bucket);
  await placeObjects(await checkedBackup(folder), folder, bucket, (done, total) => void told.push([done, total]));
  t.equal(await text((await bucket.get(log))!), 'what happened');
  t.equal((await bucket.info(page))?.size, 0);
  t.strictSame(told.at(-1), [2, 2]);

  const again = await backupOf(bucket);
  const sorted = async (each: string): Promise<unknown> => (await checkedBackup(each)).files.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  t.strictSame(await sorted(again), await sorted(folder));
  await t.rejects(assertNoObjects(bucket), { name: 'NotEmpty', message: /ponos-logs\/a\.log.*COLOPHON_BLOBS_URL/ });
});

test('given an object that is removed while the backup is made, then it is left out', async (t) => {
  const blobs = new MemoryBlobs();
  await blobs.put(log, Buffer.from('x'));
  blobs.get = async () => null;
  t.strictSame((await checkedBackup(await backupOf(blobs))).files, []);
});

test('given a storage that breaks off in the middle of an object, then there is no backup', async (t) => {
  const s3 = await TestS3.start(t);
  const bucket = new S3Blobs(parseS3Address(s3.url()), 'a secret of the test');
  await bucket.put(log, Buffer.alloc(500_000));
  s3.trouble = { status: 'cut', code: '', times: 1, of: 'a.log' };
  const folder = join(testFolder(t), 'backup');
  const writer = await BackupWriter.begin(folder);
  await t.rejects(
    addObjects(writer, bucket, () => undefined),
    { name: 'BlobsAway', message: /broke off in the middle/ },
  );
  t.notOk(existsSync(folder));
});
