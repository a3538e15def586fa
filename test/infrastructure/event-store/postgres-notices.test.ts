import pg from 'pg';
import { test } from 'tap';
import type { Clock } from '../../../application/ports/clock.ts';
import { systemClock } from '../../../infrastructure/clock/system-clock.ts';
import { helloEveryMs } from '../../../infrastructure/event-store/postgres/audience.ts';
import { channel, parseNotice } from '../../../infrastructure/event-store/postgres/channel.ts';
import { PostgresEventStore } from '../../../infrastructure/event-store/postgres/postgres-event-store.ts';
import { logSchema } from '../../../infrastructure/event-store/postgres/schema.ts';
import { newEvents, newStream } from '../../contract/event-store/events.ts';
import { follow } from '../../contract/event-store/following.ts';
import { testDatabase, type TestDatabase, type TestScope } from '../../support/postgres.ts';

/** The machine's time, and as much later as one likes. */
class AheadClock implements Clock {
  aheadMs = 0;
  now = () => new Date(Date.now() + this.aheadMs);
  wait = systemClock.wait;
}

/** A store that has listened for so long, without hearing anybody, that it thinks itself alone. */
async function lonelyStore(t: TestScope, database: TestDatabase): Promise<PostgresEventStore> {
  const clock = new AheadClock();
  const store = new PostgresEventStore(database.pool(), database.connection, clock);
  t.teardown(() => store.close());
  const listening = Promise.withResolvers<void>();
  store.onWake(() => listening.resolve());
  await listening.promise;
  clock.aheadMs = 10 * helloEveryMs;
  return store;
}

async function openDatabase(t: TestScope): Promise<TestDatabase> {
  const database = await testDatabase(t);
  await database.pool().query(logSchema);
  return database;
}

test('a program alone with its log notifies nobody; its own listeners hear all the same', async (t) => {
  const database = await openDatabase(t);
  const store = await lonelyStore(t, database);
  const heard: string[] = [];
  const ended = Promise.withResolvers<void>();
  const ear = new pg.Client(database.connection);
  await ear.connect();
  t.teardown(() => ear.end());
  ear.on('notification', (message) => {
    if (message.channel === 'end') ended.resolve();
    else if (parseNotice(message.payload ?? '').kind === 'news') heard.push(message.payload ?? '');
  });
  await ear.query(`listen ${channel}`);
  await ear.query('listen "end"');

  let woken = 0;
  store.onWake(() => woken++);
  for (let n = 0; n < 5; n++) await store.append(newStream(), 'no_stream', newEvents(1));
  await ear.query('notify "end"');
  await ended.promise;

  t.same(heard, []);
  t.equal(woken, 5);
});

test('it tells a newcomer from the first append on', async (t) => {
  const database = await openDatabase(t);
  const alone = await lonelyStore(t, database);
  const newcomer = new PostgresEventStore(database.pool(), database.connection, systemClock);
  const stream = newStream();
  const following = follow(newcomer, 0n, [stream]);

  for (let n = 0; n < 10; n++) {
    await alone.append(stream, n === 0 ? 'no_stream' : n - 1, newEvents(1));
    await following.until(n + 1);
  }

  await following.stop();
  await newcomer.close();
  t.equal(following.seen.length, 10);
});
