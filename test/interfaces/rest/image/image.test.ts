import sharp from 'sharp';
import { test } from 'tap';
import { corpusOperations } from '../../../../interfaces/rest/corpus/index.ts';
import { elementOperations } from '../../../../interfaces/rest/element/index.ts';
import { imageOperations } from '../../../../interfaces/rest/image/index.ts';
import { restBench } from '../../../support/rest-bench.ts';
import { pageOf, scan, sha256, uploaded } from '../../../support/scans.ts';

const operations = [...corpusOperations, ...elementOperations, ...imageOperations];

test('an image is announced, sent and checked; its bytes say how large it is', async (t) => {
  const bench = await restBench(t, operations);
  const ann = bench.person();
  await bench.ask('POST', '/corpus/', { as: ann, body: { name: 'Registers' } });
  const bytes = await scan(80, 100);
  const hash = sha256(bytes);
  const announced = await bench.ask('POST', '/image/', { as: ann, body: { hash: hash.toUpperCase(), size: bytes.length } });
  t.match(announced, {
    status: 201,
    body: {
      path: new RegExp(`^${hash}\\.`),
      width: 0,
      height: 0,
      hash,
      status: 'unchecked',
      s3_url: null,
      server: { display_name: 'Colophon', url: `${bench.url}/iiif/2/`, max_width: null, max_height: null },
      s3_put_url: new RegExp(`^${bench.url}/blobs/images/`),
    },
  });
  const { id, s3_put_url: url } = announced.body;
  t.equal((await fetch(url, { method: 'PUT', body: new Uint8Array(bytes) })).status, 200);
  const checked = await bench.ask('PATCH', `/image/${id}/`, { as: ann, body: { status: 'checked' } });
  t.match(checked, { status: 200, body: { id, width: 80, height: 100, status: 'checked' } });
  t.notOk('s3_put_url' in checked.body);
  const served = await fetch(`${checked.body.url}/0,0,40,100/full/0/default.jpg`);
  t.match(await sharp(Buffer.from(await served.arrayBuffer())).metadata(), { width: 40, height: 100 });
});

test('an upload that broke off is announced again; one that is good is named by its id', async (t) => {
  const bench = await restBench(t, operations);
  const ann = bench.person();
  await bench.ask('POST', '/corpus/', { as: ann, body: { name: 'Registers' } });
  const bytes = await scan(8, 10);
  const announce = () => bench.ask('POST', '/image/', { as: ann, body: { hash: sha256(bytes), size: bytes.length } });
  const { body: first } = await announce();
  t.match(await announce(), { status: 201, body: { id: first.id, s3_put_url: /signature/ } });
  t.equal(await uploaded(bench, ann, bytes), first.id);
  t.match(await announce(), { status: 400, body: { id: first.id, hash: [/exists/] } });
});

test('an upload that is missing or no image is refused with the reason, and the image is in error', async (t) => {
  const bench = await restBench(t, operations);
  const ann = bench.person();
  await bench.ask('POST', '/corpus/', { as: ann, body: { name: 'Registers' } });
  const check = async (bytes: Buffer, sent: Buffer | null) => {
    const { body: image } = await bench.ask('POST', '/image/', { as: ann, body: { hash: sha256(bytes), size: bytes.length } });
    if (sent) await fetch(image.s3_put_url, { method: 'PUT', body: new Uint8Array(sent) });
    const refused = await bench.ask('PATCH', `/image/${image.id}/`, { as: ann, body: { status: 'checked' } });
    await bench.readSide.caughtUp();
    t.match(await bench.ask('GET', `/image/${image.id}/`, { as: ann }), { body: { status: 'error' } });
    return refused;
  };
  const good = await scan(8, 10);
  const other = Buffer.alloc(good.length, 7);
  t.match(await check(good, null), { status: 400, body: { status: ['The file has not been uploaded.'] } });
  t.match(await check(good, other), { status: 400, body: { status: [/SHA-256/] } });
  t.match(await check(other, other), { status: 400, body: { status: [/not an image/] } });
});

test('an image is shown to who declared it and to who can read a page on it', async (t) => {
  const bench = await restBench(t, operations);
  const [ann, bob, eve] = [bench.person(), bench.person(), bench.person()];
  const { corpusId, imageId } = await pageOf(bench, ann);
  await bench.identity.memberships.grant(bob.id, { kind: 'corpus', id: corpusId }, 'guest', 'test');
  await bench.readSide.caughtUp();
  for (const as of [ann, bob]) t.match(await bench.ask('GET', `/image/${imageId}/`, { as }), { status: 200, body: { id: imageId } });
  t.match(await bench.ask('GET', `/image/${imageId}/`, { as: eve }), { status: 404 });
  t.match(await bench.ask('GET', `/image/${imageId}/`), { status: 401 });
  t.match(await bench.ask('POST', '/image/', { as: eve, body: { hash: 'ab'.repeat(32), size: 5 } }), { status: 403 });
});
