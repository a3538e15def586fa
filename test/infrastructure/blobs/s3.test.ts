import { text } from 'node:stream/consumers';
import t, { test } from 'tap';
import { parseS3Address } from '../../../infrastructure/blobs/s3/address.ts';
import { S3Blobs } from '../../../infrastructure/blobs/s3/s3-blobs.ts';
import { blobsContract, signedUrlContract } from '../../contract/blobs/blobs-contract.ts';
import { TestS3 } from '../../support/s3/test-s3.ts';

const log = { bucket: 'ponos-logs', key: 'a/b.log' } as const;
const on = (url: string): S3Blobs => new S3Blobs(parseS3Address(url), 'a secret of the test');

// A real storage may be named: s3://key:secret@host:port/bucket?tls=false, with an empty bucket.
const real = process.env['COLOPHON_TEST_S3'];
const open = async (): Promise<S3Blobs> => on(real ?? (await TestS3.start(t)).url());
blobsContract('s3', open);
signedUrlContract('s3', open);

test('two programs on one bucket see the same objects, each under the name of its bucket of ours', async (t) => {
  const s3 = await TestS3.start(t);
  await on(s3.url()).put(log, Buffer.from('from one'));
  t.equal(await text((await on(s3.url()).get(log))!), 'from one');
  t.same(s3.names, ['ponos-logs/a/b.log']);
});

test('given a storage that refuses, then the error says what to do', async (t) => {
  const s3 = await TestS3.start(t);
  await t.rejects(on(s3.url({ bucket: 'nowhere' })).put(log, Buffer.from('x')), {
    name: 'BlobsAway',
    message: /no such bucket: create it/,
  });
  await t.rejects(on(s3.url({ secret: 'wrong' })).put(log, Buffer.from('x')), { name: 'BlobsAway', message: /this secret: look at/ });
  t.same(s3.names, []);
});

test('given a storage in trouble for a moment, then it is asked again', async (t) => {
  const s3 = await TestS3.start(t);
  const blobs = on(s3.url());
  s3.trouble = { status: 503, code: 'SlowDown', times: 2 };
  await blobs.put(log, Buffer.from('in the end'));
  t.equal(await text((await blobs.get(log))!), 'in the end');
});

test('given a storage in trouble for long, or away, then it is said', async (t) => {
  const s3 = await TestS3.start(t);
  const blobs = on(s3.url());
  s3.trouble = { status: 503, code: 'SlowDown', times: 100 };
  await t.rejects(blobs.info(log), { name: 'BlobsAway', message: /answered 503/ });
  await s3.stop();
  await t.rejects(blobs.get(log), { name: 'BlobsAway', message: /does not answer/ });
});

test('an address has a key, a secret, a place, and a region and TLS unless it says otherwise', async (t) => {
  t.strictSame(parseS3Address('s3://key:se%2Fcret@storage:9000/scans?tls=false&region=eu-1'), {
    root: 'http://storage:9000/scans',
    accessKeyId: 'key',
    secretAccessKey: 'se/cret',
    region: 'eu-1',
  });
  t.match(parseS3Address('s3://key:secret@storage/scans/'), { root: 'https://storage/scans', region: 'us-east-1' });
});
