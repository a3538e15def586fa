import { EventStoreDBClient, eventTypeFilter } from '@eventstore/db-client';
import type { Test } from 'tap';
import { all, at, events, headOf, newStream } from './probes.ts';

/** What the library does wrong, so that we hear of it when it changes. */
export async function faults(t: Test, client: EventStoreDBClient): Promise<void> {
  await t.test('without throwing, a refused append over the shared call is told a revision that is not true', async (t) => {
    const stream = newStream();
    await client.appendToStream(stream, events(4), { expectedRevision: 'no_stream' });
    const quiet = new EventStoreDBClient({ endpoint: endpointOf(client), throwOnAppendFailure: false }, { insecure: true });
    const { success, nextExpectedRevision } = await quiet.appendToStream(stream, events(1), { expectedRevision: 'no_stream' });
    t.same([success, nextExpectedRevision], [false, 1n]);
    await quiet.dispose();
  });

  await t.test('a read of all takes no filter', async (t) => {
    const [stream, from] = [newStream(), await headOf(client)];
    await client.appendToStream(stream, events(2), { expectedRevision: 'no_stream' });
    const options = { fromPosition: at(from), filter: eventTypeFilter({ prefixes: ['NothingLikeIt'] }) };
    t.equal((await all(client.readAll(options))).filter(({ streamId }) => streamId === stream).length, 2);
  });
}

const endpointOf = (client: EventStoreDBClient): string => endpoints.get(client) ?? '';

/** Where a client goes cannot be asked of it. */
export const endpoints = new WeakMap<EventStoreDBClient, string>();
