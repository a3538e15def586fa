import type { EventStoreDBClient } from '@eventstore/db-client';
import type { Test } from 'tap';
import { all, errorOf, events, newStream } from './probes.ts';

export async function appends(t: Test, client: EventStoreDBClient): Promise<void> {
  await t.test('an append is told the revision and the place of its last event; each event has a place of its own, in bytes', async (t) => {
    const stream = newStream();
    const { nextExpectedRevision, position } = await client.appendToStream(stream, events(3), { expectedRevision: 'no_stream' });
    const held = await all(client.readStream(stream));
    t.equal(nextExpectedRevision, 2n);
    t.equal(position?.commit, held[2]?.position?.commit);
    const places = held.map((event) => event.position?.commit ?? 0n);
    t.ok(
      places.every((place, index) => index === 0 || place - (places[index - 1] ?? 0n) > 50n),
      String(places),
    );
  });

  await t.test('a wrong revision is told, with what is there and without a sentence', async (t) => {
    const stream = newStream();
    t.match(await errorOf(client.appendToStream(stream, events(1), { expectedRevision: 4n })), {
      name: 'WrongExpectedVersionError',
      type: 'wrong-expected-version',
      streamName: stream,
      expectedVersion: 4n,
      actualVersion: 'no_stream',
      message: '',
    });
    await client.appendToStream(stream, events(2), { expectedRevision: 'no_stream' });
    t.match(await errorOf(client.appendToStream(stream, events(1), { expectedRevision: 'no_stream' })), { actualVersion: 1n });
    t.match(await errorOf(client.appendToStream(stream, events(1), { expectedRevision: 0n })), { expectedVersion: 0n, actualVersion: 1n });
    t.match(await errorOf(client.appendToStream(stream, events(1), { expectedRevision: 9n })), { actualVersion: 1n });
  });

  await t.test('an append of nothing writes nothing: a missing stream is said to be at revision 0', async (t) => {
    const stream = newStream();
    const { nextExpectedRevision, position } = await client.appendToStream(stream, [], { expectedRevision: 'no_stream' });
    t.equal(nextExpectedRevision, 0n);
    t.ok(position);
    t.match(await errorOf(all(client.readStream(stream))), { name: 'StreamNotFoundError' });
    await client.appendToStream(stream, events(2), { expectedRevision: 'no_stream' });
    t.equal((await client.appendToStream(stream, [], { expectedRevision: 1n })).nextExpectedRevision, 1n);
    t.match(await errorOf(client.appendToStream(stream, [], { expectedRevision: 'no_stream' })), { actualVersion: 1n });
  });

  await t.test('more than 1 MiB in sum is refused, in both kinds of call, and the connection goes on', async (t) => {
    const [stream, large] = [newStream(), events(3, 400_000)];
    const tooLarge = { name: 'MaxAppendSizeExceededError', maxAppendSize: 1_048_576 };
    t.match(await errorOf(client.appendToStream(stream, large, { expectedRevision: 'no_stream' })), tooLarge);
    const credentials = { username: 'somebody', password: 'in insecure mode never sent' };
    t.match(await errorOf(client.appendToStream(stream, large, { expectedRevision: 'no_stream', credentials })), tooLarge);
    t.equal((await client.appendToStream(stream, events(2, 400_000), { expectedRevision: 'no_stream' })).success, true);
  });

  await t.test('a deadline that is over is told by the server', async (t) => {
    const late = client.appendToStream(newStream(), events(1), { expectedRevision: 'no_stream', deadline: -1 });
    t.match(await errorOf(late), { name: 'DeadlineExceededError' });
  });

  await t.test('the call with credentials of its own answers alike', async (t) => {
    const [stream, credentials] = [newStream(), { username: 'somebody', password: 'secret' }];
    const first = events(2);
    const { position } = await client.appendToStream(stream, first, { expectedRevision: 'no_stream', credentials });
    t.same((await client.appendToStream(stream, first, { expectedRevision: 'no_stream', credentials })).position, position);
    t.match(await errorOf(client.appendToStream(stream, events(1), { expectedRevision: 7n, credentials })), {
      name: 'WrongExpectedVersionError',
      expectedVersion: 7n,
      actualVersion: 1n,
    });
  });

  await t.test('many appends under way, each expecting the one before, are carried out in the order of the calls', async (t) => {
    const stream = newStream();
    await client.appendToStream(stream, events(1), { expectedRevision: 'no_stream' });
    const results = await Promise.all(
      Array.from({ length: 200 }, (_, n) => client.appendToStream(stream, events(1), { expectedRevision: BigInt(n) })),
    );
    t.equal(results.at(-1)?.nextExpectedRevision, 200n);
  });

  await t.test('of many appends that expect one revision, one is written', async (t) => {
    const stream = newStream();
    const ends = await Promise.allSettled(
      Array.from({ length: 50 }, () => client.appendToStream(stream, events(2), { expectedRevision: 'no_stream' })),
    );
    t.equal(ends.filter(({ status }) => status === 'fulfilled').length, 1);
    t.equal((await all(client.readStream(stream))).length, 2);
  });
}
