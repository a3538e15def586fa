import type { EventStoreDBClient } from '@eventstore/db-client';
import { test } from 'tap';
import { closeClient } from '../../../../infrastructure/event-store/eventstoredb/client.ts';
import { settled } from '../../../support/eventually.ts';
import { ManualClock } from '../../../support/manual-clock.ts';

test('given a call that the library does not come to an end with, a client is closed without it after a second', async (t) => {
  const channel = { closed: false, close: () => void (channel.closed = true) };
  const client = { dispose: () => new Promise<void>(() => undefined), getChannel: async () => channel } as unknown as EventStoreDBClient;
  const clock = new ManualClock();
  let closed = false;
  const closing = closeClient(client, clock).then(() => (closed = true));
  await clock.asleep(1_000);
  await settled();
  t.equal(closed, false, 'what is under way has its time');
  clock.advance(1_000);
  t.equal(await closing, true);
  t.equal(channel.closed, true, 'the connection goes too');
});
