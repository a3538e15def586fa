import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { test } from 'tap';
import type { Blobs, Listed, Permit } from '../../../application/ports/blobs.ts';

const log = { bucket: 'ponos-logs', key: 'a/b c/ü%2F.log' } as const;

/** What every blob store promises. `broken` gives a stream that fails half-way. */
export function blobsContract(name: string, open: () => Promise<Blobs>): void {
  test(`${name}: what was put is read back, byte for byte, and again after it was replaced`, async (t) => {
    const blobs = await open();
    const info = await blobs.put(log, Buffer.from('first'));
    t.equal(info.size, 5);
    t.equal(await text((await blobs.get(log))!), 'first');
    const second = await blobs.put(log, Readable.from([Buffer.from('second '), Buffer.from('part')]));
    t.not(second.etag, info.etag);
    t.equal(await text((await blobs.get(log))!), 'second part');
  });

  test(`${name}: a range gives those bytes, both ends included`, async (t) => {
    const blobs = await open();
    await blobs.put(log, Buffer.from('0123456789'));
    t.same(await buffer((await blobs.get(log, { start: 2, end: 4 }))!), Buffer.from('234'));
  });

  test(`${name}: an object of zero bytes is there, an absent one is not`, async (t) => {
    const blobs = await open();
    await blobs.put(log, Buffer.alloc(0));
    t.equal((await blobs.info(log))?.size, 0);
    t.equal(await blobs.info({ bucket: 'images', key: 'nowhere' }), null);
    t.equal(await blobs.get({ bucket: 'images', key: 'nowhere' }), null);
  });

  test(`${name}: an upload that breaks off leaves what was there before`, async (t) => {
    const blobs = await open();
    await blobs.put(log, Buffer.from('whole'));
    const broken = Readable.from(
      (function* () {
        yield Buffer.from('half');
        throw new Error('the line is cut');
      })(),
    );
    await t.rejects(blobs.put(log, broken), { message: 'the line is cut' });
    t.equal(await text((await blobs.get(log))!), 'whole');
  });

  test(`${name}: removing is final and may be repeated`, async (t) => {
    const blobs = await open();
    await blobs.put(log, Buffer.from('x'));
    await blobs.remove(log);
    await blobs.remove(log);
    t.equal(await blobs.info(log), null);
  });

  test(`${name}: all objects are listed, whatever signs their keys hold, and nothing that was removed`, async (t) => {
    const blobs = await open();
    const kept = ['list/a & b+c.txt', 'list/<ü>%2F=?#.txt', "list/!'()*;,$@:~.txt", 'list/deep/er/1', 'list/deep/er/2'];
    for (const key of kept) await blobs.put({ bucket: 'ponos-artifacts', key }, Buffer.from(key));
    await blobs.put({ bucket: 'training', key: 'list/else' }, Buffer.from('1'));
    await blobs.put({ bucket: 'ponos-artifacts', key: 'list/gone' }, Buffer.from('1'));
    await blobs.remove({ bucket: 'ponos-artifacts', key: 'list/gone' });
    const found: Listed[] = [];
    for await (const one of blobs.all()) if (one.key.startsWith('list/')) found.push(one);
    const expected: Listed[] = kept.map((key) => ({ bucket: 'ponos-artifacts', key, size: Buffer.byteLength(key) }));
    expected.push({ bucket: 'training', key: 'list/else', size: 1 });
    const order = (all: readonly Listed[]): readonly Listed[] => [...all].sort((a, b) => (a.key < b.key ? -1 : 1));
    t.strictSame(order(found), order(expected));
    for (const key of kept) t.equal(await text((await blobs.get({ bucket: 'ponos-artifacts', key }))!), key);
  });

  test(`${name}: keys cannot leave their bucket`, async (t) => {
    const blobs = await open();
    for (const key of ['../x', 'a/../../x', '', 'a//b', './a', 'a\0b', '..\\x'])
      await t.rejects(blobs.put({ bucket: 'images', key }, Buffer.from('x')), { name: 'BadBlobKey' }, key);
  });
}

/** What signed URLs that we serve ourselves promise. */
export function signedUrlContract(name: string, open: () => Promise<Blobs>): void {
  const permit: Permit = { method: 'PUT', ...log, size: 12, expiresAt: new Date('2026-01-01T01:00:00Z') };
  const before = new Date('2026-01-01T00:59:59Z');
  const ask = { method: 'PUT', ...log } as const;

  test(`${name}: a signed URL permits one method on one object until its time, with the size announced`, async (t) => {
    const blobs = await open();
    const url = new URL(blobs.signedUrl(permit, 'http://here:8000/'));
    t.equal(url.pathname, '/blobs/ponos-logs/a/b%20c/%C3%BC%252F.log');
    t.same(blobs.verify(ask, url.searchParams, before), { size: 12 });
    t.equal(blobs.verify(ask, url.searchParams, permit.expiresAt), null, 'late');
    t.equal(blobs.verify({ ...ask, method: 'GET' }, url.searchParams, before), null, 'other method');
    t.equal(blobs.verify({ ...ask, key: 'other' }, url.searchParams, before), null, 'other object');
  });

  test(`${name}: nothing in a signed URL can be changed`, async (t) => {
    const blobs = await open();
    for (const [name, value] of [
      ['size', '13'],
      ['expires', '9999999999'],
      ['signature', 'AAAA'],
    ] as const) {
      const query = new URL(blobs.signedUrl(permit, 'http://here')).searchParams;
      query.set(name, value);
      t.equal(blobs.verify(ask, query, before), null, name);
    }
    t.equal(blobs.verify(ask, new URLSearchParams(), before), null, 'no signature');
  });
}
