import { test } from 'tap';
import { RecentStreams } from '../../../application/log/recent-streams.ts';
import type { EventStore } from '../../../application/ports/event-store.ts';
import { MemoryEventStore } from '../../../infrastructure/event-store/memory/memory-event-store.ts';
import { newEvent, newEvents, newStream } from '../../contract/event-store/events.ts';

/** Streams over a log in memory that counts how often a stream is read; `during` happens while one is. */
function counted() {
  const inner = new MemoryEventStore();
  const count = { reads: 0 };
  const hooks: { during: () => Promise<unknown> } = { during: async () => undefined };
  const store: EventStore = {
    append: (...args) => inner.append(...args),
    head: () => inner.head(),
    readAll: (...args) => inner.readAll(...args),
    onWake: (listener) => inner.onWake(listener),
    async readStream(...args) {
      count.reads++;
      const events = await inner.readStream(...args);
      await hooks.during();
      return events;
    },
  };
  return { store: inner, streams: new RecentStreams(store), count, hooks };
}

test('a stream is read once while it stands still, whatever happens to others', async (t) => {
  const { store, streams, count } = counted();
  const stream = newStream();
  await store.append(stream, 'no_stream', newEvents(2));
  t.equal((await streams.read(stream)).length, 2);
  await store.append(newStream(), 'no_stream', newEvents(3));
  t.equal((await streams.read(stream)).length, 2);
  t.equal(count.reads, 1);
});

test('it grows along with the log, and one that did not exist once it does, without being read again', async (t) => {
  const { store, streams, count } = counted();
  const stream = newStream();
  t.equal((await streams.read(stream)).length, 0);
  await store.append(stream, 'no_stream', newEvents(2));
  t.equal((await streams.read(stream)).length, 2);
  await store.append(stream, 1, [newEvent()]);
  t.equal((await streams.read(stream)).length, 3);
  t.same(await streams.known(stream), await store.readStream(stream));
  t.equal(count.reads, 1);
});

test('a stream that is supposed to be new is kept from its first event on; when it was not, until it is read', async (t) => {
  const { store, streams, count } = counted();
  const [fresh, old] = [newStream(), newStream()];
  await store.append(old, 'no_stream', newEvents(2));
  t.equal(await streams.known(fresh), null);
  streams.suppose(fresh);
  streams.suppose(old);
  await store.append(fresh, 'no_stream', newEvents(2));
  t.equal((await streams.known(fresh))?.length, 2);
  t.equal(count.reads, 0);
  t.equal((await streams.reread(old)).length, 2);
  t.equal((await streams.known(old))?.length, 2);
});

test('a long stream is not kept', async (t) => {
  const { store, streams, count } = counted();
  const stream = newStream();
  for (let n = 0; n < 10; n++) await store.append(stream, n === 0 ? 'no_stream' : n * 200 - 1, newEvents(200));
  t.equal((await streams.read(stream)).length, 2000);
  await store.append(stream, 1999, [newEvent()]);
  t.equal((await streams.read(stream)).length, 2001);
  t.equal((await streams.read(stream)).length, 2001);
  t.equal(count.reads, 3);
});

test('what grows while it is read is not taken for the whole', async (t) => {
  const { store, streams, hooks } = counted();
  const stream = newStream();
  await store.append(stream, 'no_stream', [newEvent()]);
  hooks.during = async () => {
    hooks.during = async () => undefined;
    await store.append(stream, 0, [newEvent()]);
    await streams.read(newStream());
  };
  await streams.read(stream);
  t.equal((await streams.read(stream)).length, 2);
});

test('after a long silence it begins anew instead of reading all that happened', async (t) => {
  const { store, streams, count } = counted();
  const [stream, other] = [newStream(), newStream()];
  await store.append(stream, 'no_stream', [newEvent()]);
  await streams.read(stream);
  for (let n = 0; n < 6; n++) await store.append(other, n === 0 ? 'no_stream' : n * 100 - 1, newEvents(100));
  await store.append(stream, 0, [newEvent()]);
  t.equal((await streams.read(stream)).length, 2);
  t.equal((await streams.read(stream)).length, 2);
  t.equal(count.reads, 2);
});
