import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import t, { test } from 'tap';
import { parseS3Address } from '../../../infrastructure/blobs/s3/address.ts';
import { s3Limits } from '../../../infrastructure/blobs/s3/limits.ts';
import { S3Blobs } from '../../../infrastructure/blobs/s3/s3-blobs.ts';
import { parsedXml } from '../../../infrastructure/blobs/s3/xml.ts';
import { blobsContract, signedUrlContract } from '../../contract/blobs/blobs-contract.ts';
import { smallestPart } from '../../support/s3/objects.ts';
import { TestS3 } from '../../support/s3/test-s3.ts';

const log = { bucket: 'ponos-logs', key: 'a/b.log' } as const;
// A real storage may be named: s3://key:secret@host:port/bucket?tls=false, with an empty bucket.
const real = process.env['COLOPHON_TEST_S3'];
const limits = { ...s3Limits, ...(real === undefined && { pausesMs: [1, 2, 4] }), partBytes: smallestPart };
const on = (url: string, limited = limits): S3Blobs => new S3Blobs(parseS3Address(url), 'a secret of the test', limited);

const open = async (): Promise<S3Blobs> => on(real ?? (await TestS3.start(t)).url());
blobsContract('s3', open);
signedUrlContract('s3', open);

const large = Buffer.alloc(2 * smallestPart + 17, 'a page of a scan ');

test('what is larger than a part goes in several, and is read back byte for byte, and in ranges across them', async (t) => {
  const blobs = await open();
  t.equal((await blobs.put(log, large)).size, large.length);
  t.ok((await buffer((await blobs.get(log))!)).equals(large));
  const across = { start: smallestPart - 3, end: smallestPart + 2 };
  t.same(await buffer((await blobs.get(log, across))!), large.subarray(across.start, across.end + 1));
  await blobs.put(log, Readable.from([Buffer.from('small again')]));
  t.equal(await text((await blobs.get(log))!), 'small again');
});

test('given a bucket that is not there, then every question says so, with its name', async (t) => {
  const at = new URL(real ?? (await TestS3.start(t)).url());
  at.pathname = '/no-such-bucket';
  const blobs = on(at.href);
  const error = { name: 'BlobsAway', message: /has no bucket "no-such-bucket": create it/ };
  await t.rejects(blobs.info(log), error);
  await t.rejects(blobs.get(log), error);
  await t.rejects(blobs.put(log, Buffer.from('x')), error);
  await t.rejects(blobs.put(log, large), error);
  await t.rejects(async () => {
    for await (const one of blobs.all()) t.notOk(one);
  }, error);
});

test('given a secret that does not fit, then every question says so', async (t) => {
  const at = new URL(real ?? (await TestS3.start(t)).url());
  at.password = 'another';
  const blobs = on(at.href);
  const error = { name: 'BlobsAway', message: /does not accept this secret: look at/ };
  await t.rejects(blobs.info(log), error);
  await t.rejects(blobs.get(log), error);
  await t.rejects(blobs.put(log, Buffer.from('x')), error);
});

test('two programs on one bucket see the same objects, each under the name of its bucket of ours', async (t) => {
  const s3 = await TestS3.start(t);
  await on(s3.url()).put(log, Buffer.from('from one'));
  t.equal(await text((await on(s3.url()).get(log))!), 'from one');
  t.same(s3.names, ['ponos-logs/a/b.log']);
});

test('given a storage that refuses, then the error says what to do', async (t) => {
  const s3 = await TestS3.start(t);
  const blobs = on(s3.url());
  for (const [status, code, message] of [
    [403, 'AccessDenied', /read, write, delete and list/],
    [400, 'AuthorizationHeaderMalformed', /\?region=/],
    [403, 'RequestTimeTooSkewed', /set the clocks/],
    [400, 'Strange', /answered 400 \(Strange\)/],
  ] as const) {
    s3.trouble = { status, code, times: 100 };
    await t.rejects(blobs.put(log, Buffer.from('x')), { name: 'BlobsAway', message });
    await t.rejects(blobs.info(log), { name: 'BlobsAway', message });
  }
  t.same(s3.names, []);
});

test('given a storage in trouble for a moment, then it is asked again', async (t) => {
  const s3 = await TestS3.start(t);
  const blobs = on(s3.url());
  s3.trouble = { status: 503, code: 'SlowDown', times: 2 };
  await blobs.put(log, Buffer.from('in the end'));
  t.equal(await text((await blobs.get(log))!), 'in the end');
});

test('given an upload in parts that fails, then what was there stays, and no parts are left behind', async (t) => {
  const s3 = await TestS3.start(t);
  const blobs = on(s3.url());
  await blobs.put(log, Buffer.from('before'));
  s3.trouble = { status: 400, code: 'InvalidDigest', times: 1, method: 'PUT' };
  await t.rejects(blobs.put(log, large), { message: /InvalidDigest/ });
  t.equal(await text((await blobs.get(log))!), 'before');
  t.equal(s3.unfinished, 0);
  s3.trouble = { status: 500, code: 'InternalError', times: 2, method: 'PUT' };
  await blobs.put(log, large);
  t.equal((await blobs.info(log))?.size, large.length);
});

test('given parts that are not put together though the status was good, then it is an error', async (t) => {
  const s3 = await TestS3.start(t);
  const blobs = on(s3.url());
  const { fetch } = globalThis;
  t.teardown(() => (globalThis.fetch = fetch));
  globalThis.fetch = async (...asked) => {
    const last = asked[0] instanceof Request && asked[0].method === 'POST' && asked[0].url.includes('uploadId');
    return last ? new Response('<Error><Code>InternalError</Code></Error>') : fetch(...asked);
  };
  await t.rejects(blobs.put(log, large), { name: 'BlobsAway', message: /not put the parts of an object together.*InternalError/ });
  t.same([s3.names, s3.unfinished], [[], 0]);
});

test('given a storage that says nothing, then it is given up after a time that grows with what is sent', async (t) => {
  const s3 = await TestS3.start(t);
  const blobs = on(s3.url(), { ...limits, patienceMs: 10, slowestBytesPerSecond: 100_000_000 });
  s3.trouble = { status: 'deaf', code: '', times: 100 };
  await t.rejects(blobs.info(log), { name: 'BlobsAway', message: /has not answered within 10 ms/ });
  await t.rejects(blobs.put(log, Buffer.alloc(5_000_000)), { name: 'BlobsAway', message: /has not taken 5000000 bytes within 60 ms/ });
});

test('given a server that is no such storage, then an object is not called absent', async (t) => {
  const s3 = await TestS3.start(t);
  s3.trouble = { status: 404, code: '', times: 100 };
  await t.rejects(on(s3.url()).get(log), { name: 'BlobsAway', message: /look at host, port and bucket/ });
  await t.rejects(on(s3.url()).info(log), { name: 'BlobsAway', message: /look at host, port and bucket/ });
});

test('given a storage in trouble for long, or away, then it is said', async (t) => {
  const s3 = await TestS3.start(t);
  const blobs = on(s3.url());
  s3.trouble = { status: 503, code: 'SlowDown', times: 100 };
  await t.rejects(blobs.info(log), { name: 'BlobsAway', message: /answered 503/ });
  await s3.stop();
  await t.rejects(blobs.get(log), { name: 'BlobsAway', message: /does not answer/ });
});

test('names in documents are read whichever way their signs are written', async (t) => {
  const name = 'a&#x27;b&#39;c&amp;d&lt;e';
  t.strictSame(parsedXml(`<R><Key>${name}</Key><Number>007</Number></R>`, 'R'), { Key: "a'b'c&d<e", Number: '007' });
  t.strictSame(parsedXml('<html/>', 'R'), {});
});

test('an address has a key, a secret, a place, and a region and TLS unless it says otherwise', async (t) => {
  t.strictSame(parseS3Address('s3://key:se%2Fcret@storage:9000/scans?tls=false&region=eu-1'), {
    root: 'http://storage:9000/scans',
    bucket: 'scans',
    accessKeyId: 'key',
    secretAccessKey: 'se/cret',
    region: 'eu-1',
  });
  t.match(parseS3Address('s3://key:secret@storage/scans/'), { root: 'https://storage/scans', region: 'us-east-1' });
});
