import { test, type Test } from 'tap';
import { logSchema } from '../../../infrastructure/event-store/postgres/schema.ts';
import type { PostgresEventStore } from '../../../infrastructure/event-store/postgres/postgres-event-store.ts';
import { newEvent, newEvents, newStream } from '../../contract/event-store/events.ts';
import { testDatabase } from '../../support/postgres.ts';
import { instancesOn } from './postgres-log.ts';

async function openLog(t: Test): Promise<PostgresEventStore> {
  const database = await testDatabase(t);
  await database.pool().query(logSchema);
  const instances = instancesOn(database.address);
  t.teardown(() => instances.close());
  return instances.store;
}

const outcome = (end: PromiseSettledResult<{ readonly revision: number }>): unknown =>
  end.status === 'fulfilled'
    ? end.value.revision
    : { name: (end.reason as Error).name, actual: (end.reason as { readonly actual?: unknown }).actual };

test('appends to one stream in one batch see those before them, also behind one that fails', async (t) => {
  const store = await openLog(t);
  const [stream, other] = [newStream(), newStream()];
  const ends = await Promise.allSettled([
    store.append(stream, 'no_stream', newEvents(2)),
    store.append(stream, 0, newEvents(1)),
    store.append(other, 'no_stream', newEvents(3)),
    store.append(stream, 1, newEvents(2)),
    store.append(stream, 'no_stream', newEvents(1)),
    store.append(stream, 3, newEvents(1)),
    store.append(other, 2, newEvents(1)),
  ]);
  t.same(ends.map(outcome), [1, { name: 'WrongExpectedRevision', actual: 4 }, 2, 3, { name: 'WrongExpectedRevision', actual: 4 }, 4, 3]);
  t.same(
    (await store.readStream(stream)).map(({ revision }) => revision),
    [0, 1, 2, 3, 4],
  );
});

test('appends sent without waiting, each from where the last one ends, all go in', async (t) => {
  const store = await openLog(t);
  const stream = newStream();
  const answers = await Promise.all(
    Array.from({ length: 200 }, (_, n) => store.append(stream, n === 0 ? 'no_stream' : n - 1, newEvents(1))),
  );
  t.same(
    answers.map(({ revision }) => revision),
    Array.from({ length: 200 }, (_, n) => n),
  );
});

test('an append that the database cannot take fails alone', async (t) => {
  const store = await openLog(t);
  const streams = [newStream(), `nul-\u0000`, newStream()];
  const ends = await Promise.allSettled(streams.map((stream) => store.append(stream, 'no_stream', [newEvent()])));
  t.same(
    ends.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled'],
  );
});

test('many large appends at once are written in several batches', async (t) => {
  const store = await openLog(t);
  const text = 'x'.repeat(300 * 1024);
  const answers = await Promise.all(
    Array.from({ length: 12 }, () => store.append(newStream(), 'no_stream', [newEvent(text), newEvent(text)])),
  );
  t.equal(answers.length, 12);
  t.equal((await store.readAll(0n, 100)).events.length, 24);
});

test('an empty log has its head at the beginning', async (t) => {
  const store = await openLog(t);
  t.equal(await store.head(), 0n);
  t.same(await store.readAll(0n, 10), { events: [], position: 0n, caughtUp: true });
});

test('a store that was closed takes no more appends', async (t) => {
  const store = await openLog(t);
  await store.close();
  await t.rejects(store.append(newStream(), 'no_stream', [newEvent()]), { message: 'The event store is closed.' });
});
