import {
  eventTypeFilter,
  excludeSystemEvents,
  streamNameFilter,
  type AllStreamSubscription,
  type EventStoreDBClient,
} from '@eventstore/db-client';
import type { Test } from 'tap';
import { all, at, errorOf, events, headOf, newStream } from './probes.ts';

type Filter = NonNullable<NonNullable<Parameters<EventStoreDBClient['subscribeToAll']>[0]>['filter']>;

export async function subscriptions(t: Test, client: EventStoreDBClient): Promise<void> {
  await t.test('from the end: confirmed, caught up, then what comes', async (t) => {
    const said: string[] = [];
    const subscription = client.subscribeToAll({ fromPosition: 'end' });
    subscription.on('confirmation', () => said.push('confirmed'));
    await new Promise<void>((resolve) => subscription.on('caughtUp', () => resolve(void said.push('caught up'))));
    const stream = newStream();
    const coming = next(subscription, stream, 2);
    await client.appendToStream(stream, events(2), { expectedRevision: 'no_stream' });
    t.same(await coming, [0n, 1n]);
    t.same(said, ['confirmed', 'caught up']);
    await subscription.unsubscribe();
  });

  await t.test('after a position: exactly the rest, with and without a filter', async (t) => {
    const stream = newStream();
    await client.appendToStream(stream, events(6), { expectedRevision: 'no_stream' });
    const second = (await all(client.readStream(stream)))[1]!.position!.commit;
    const filters: (Filter | undefined)[] = [
      undefined,
      eventTypeFilter({ prefixes: ['Asked'] }),
      streamNameFilter({ regex: 'answer-' }),
      excludeSystemEvents(),
    ];
    for (const filter of filters) {
      const subscription = client.subscribeToAll({ fromPosition: at(second), ...(filter && { filter }) });
      t.same(await next(subscription, stream, 4), [2n, 3n, 4n, 5n]);
      await subscription.unsubscribe();
    }
  });

  await t.test('a position at which nothing begins is an error', async (t) => {
    const subscription = client.subscribeToAll({ fromPosition: at((await headOf(client)) - 1n) });
    t.match(await errorOf(new Promise((_, reject) => subscription.on('error', reject))), { name: 'UnknownError' });
  });

  await t.test('one that is live is dropped after an append of much at once, and stays silent; another goes on where it was', async (t) => {
    const subscription = client.subscribeToAll({ fromPosition: 'end' });
    let last = 0n;
    subscription.on('data', ({ event }) => (last = event?.position.commit ?? last));
    const dropped = new Promise<Error>((resolve) => subscription.on('error', resolve));
    await new Promise<void>((resolve) => subscription.on('caughtUp', () => resolve()));
    const stream = newStream();
    await client.appendToStream(stream, events(500, 600), { expectedRevision: 'no_stream' });
    t.match(await errorOf(dropped.then((error) => Promise.reject(error))), { name: 'TimeoutError', code: 10 });
    const seen = (await all(client.readStream(stream))).filter((event) => (event.position?.commit ?? 0n) <= last).length;
    t.ok(seen < 500, `${seen} of 500 had come`);
    const again = client.subscribeToAll({ fromPosition: at(last) });
    t.same(
      await next(again, stream, 500 - seen),
      Array.from({ length: 500 - seen }, (_, n) => BigInt(seen + n)),
    );
    await again.unsubscribe();
  });
}

/** Revisions of the next events of a stream. */
const next = (subscription: AllStreamSubscription, stream: string, count: number): Promise<readonly bigint[]> =>
  new Promise((resolve, reject) => {
    const revisions: bigint[] = [];
    subscription.on('error', reject).on('data', ({ event }) => {
      if (event?.streamId === stream) revisions.push(event.revision);
      if (revisions.length === count) resolve(revisions);
    });
  });
