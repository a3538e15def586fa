import { binaryEvent, jsonEvent, type EventStoreDBClient } from '@eventstore/db-client';
import type { Test } from 'tap';
import { all, at, errorOf, events, headOf, newStream } from './probes.ts';

export async function reads(t: Test, client: EventStoreDBClient): Promise<void> {
  await t.test('all from a position begins with the event there; backwards with the one before it', async (t) => {
    const stream = newStream();
    await client.appendToStream(stream, events(3), { expectedRevision: 'no_stream' });
    const [first, second, third] = (await all(client.readStream(stream))).map((event) => event.position!.commit);
    const places = async (direction: 'forwards' | 'backwards', from: bigint): Promise<readonly unknown[]> =>
      (await all(client.readAll({ fromPosition: at(from), direction, maxCount: 2 }))).map((event) => event.position?.commit);
    t.same(await places('forwards', first!), [first, second]);
    t.same(await places('backwards', third!), [second, first]);
  });

  await t.test('from the end forwards, and from the start backwards, there is nothing', async (t) => {
    t.same(await all(client.readAll({ fromPosition: 'end' })), []);
    t.same(await all(client.readAll({ fromPosition: 'start', direction: 'backwards' })), []);
  });

  await t.test('a position at which nothing begins is an error, one past the end is empty forwards and an error backwards', async (t) => {
    const head = await headOf(client);
    t.match(await errorOf(all(client.readAll({ fromPosition: at(head - 1n) }))), { name: 'UnknownError', code: 2 });
    t.same(await all(client.readAll({ fromPosition: at(head + 1_000_000n) })), []);
    const far = client.readAll({ fromPosition: at(head + 1_000_000n), direction: 'backwards' });
    t.match(await errorOf(all(far)), { name: 'UnknownError', code: 2 });
    const torn = client.readAll({ fromPosition: { commit: head - 1n, prepare: head } });
    t.match(await errorOf(all(torn)), { name: 'UnknownError', code: 2 });
  });

  await t.test("the log begins with the server's own entries, and no place is 0", async (t) => {
    const [first] = await all(client.readAll({ maxCount: 1 }));
    t.match(first, { type: '$metadata', streamId: '$$$scavenges' });
    t.ok((first?.position?.commit ?? 0n) > 0n);
  });

  await t.test('a stream is read from a revision inclusive, both ways; behind its end: nothing, and backwards its last', async (t) => {
    const stream = newStream();
    await client.appendToStream(stream, events(3), { expectedRevision: 'no_stream' });
    const revisions = async (fromRevision: bigint | 'end', direction: 'forwards' | 'backwards'): Promise<readonly unknown[]> =>
      (await all(client.readStream(stream, { fromRevision, direction }))).map(({ revision }) => Number(revision));
    t.same(await revisions(1n, 'forwards'), [1, 2]);
    t.same(await revisions(1n, 'backwards'), [1, 0]);
    t.same(await revisions('end', 'backwards'), [2, 1, 0]);
    t.same(await revisions(9n, 'forwards'), []);
    t.same(await revisions(9n, 'backwards'), [2, 1, 0]);
    t.match(await errorOf(revisions('end', 'forwards')), { name: 'UnknownError' });
    t.match(await errorOf(all(client.readStream(stream, { maxCount: 0 }))), { name: 'UnknownError' });
    t.match(await errorOf(all(client.readStream(newStream()))), { name: 'StreamNotFoundError' });
  });

  await t.test('bytes come back as bytes, and a link as itself or as what it points to', async (t) => {
    const [stream, links] = [newStream(), newStream()];
    const bytes = binaryEvent({ type: 'Bytes', data: new Uint8Array([0, 1, 255]) });
    await client.appendToStream(stream, [bytes], { expectedRevision: 'no_stream' });
    await client.appendToStream(links, [binaryEvent({ type: '$>', data: Buffer.from(`0@${stream}`) })], { expectedRevision: 'no_stream' });
    const [read] = await all(client.readStream(stream));
    t.equal(read?.isJson, false);
    t.same([...(read?.data as Uint8Array)], [0, 1, 255]);
    t.equal((await all(client.readStream(links)))[0]?.type, '$>');
    t.equal((await all(client.readStream(links, { resolveLinkTos: true })))[0]?.streamId, stream);
  });

  await t.test('a stream shows what its metadata let it show; the log shows all', async (t) => {
    const stream = newStream();
    const from = await headOf(client);
    await client.appendToStream(stream, events(5), { expectedRevision: 'no_stream' });
    await client.setStreamMetadata(stream, { maxCount: 2 });
    t.same(
      (await all(client.readStream(stream))).map(({ revision }) => revision),
      [3n, 4n],
    );
    t.equal((await all(client.readAll({ fromPosition: at(from) }))).filter(({ streamId }) => streamId === stream).length, 5);
    t.equal(
      (await client.appendToStream(stream, [jsonEvent({ type: 'Asked', data: {} })], { expectedRevision: 4n })).nextExpectedRevision,
      5n,
    );
  });
}
