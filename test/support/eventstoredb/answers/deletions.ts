import type { EventStoreDBClient } from '@eventstore/db-client';
import type { Test } from 'tap';
import { all, at, errorOf, events, headOf, newStream } from './probes.ts';

export async function deletions(t: Test, client: EventStoreDBClient): Promise<void> {
  await t.test('a deleted stream is not found, its events stay in the log, and an append reopens it where it was', async (t) => {
    const stream = newStream();
    const from = await headOf(client);
    await client.appendToStream(stream, events(4), { expectedRevision: 'no_stream' });
    await client.deleteStream(stream);
    await client.deleteStream(stream);
    t.match(await errorOf(all(client.readStream(stream))), { name: 'StreamNotFoundError' });
    t.equal((await all(client.readAll({ fromPosition: at(from) }))).filter(({ streamId }) => streamId === stream).length, 4);
    const exists = client.appendToStream(stream, events(1), { expectedRevision: 'stream_exists' });
    t.match(await errorOf(exists), { name: 'StreamDeletedError' });
    t.equal((await client.appendToStream(stream, events(1), { expectedRevision: 'no_stream' })).nextExpectedRevision, 4n);
    t.same(
      (await all(client.readStream(stream))).map(({ revision }) => revision),
      [4n],
    );
  });

  await t.test('a stream that does not exist is not deleted', async (t) => {
    t.match(await errorOf(client.deleteStream(newStream())), { name: 'WrongExpectedVersionError', actualVersion: -1n });
  });

  await t.test('a tombstone is for ever', async (t) => {
    const stream = newStream();
    await client.appendToStream(stream, events(1), { expectedRevision: 'no_stream' });
    await client.tombstoneStream(stream);
    const deleted = { name: 'StreamDeletedError' };
    t.match(await errorOf(all(client.readStream(stream))), deleted);
    t.match(await errorOf(client.appendToStream(stream, events(1), { expectedRevision: 0n })), deleted);
    t.match(await errorOf(client.tombstoneStream(stream)), deleted);
    const [last] = await all(client.readAll({ fromPosition: 'end', direction: 'backwards', maxCount: 1 }));
    t.match(last, { type: '$streamDeleted', streamId: stream, revision: 9_223_372_036_854_775_807n });
  });
}
