import { binaryEvent, EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { test, type Test } from 'tap';
import { ForeignEvent, UnknownPosition } from '../../../../infrastructure/event-store/eventstoredb/read.ts';
import { again, idsOf, increases, inStreams, newEvents, newStream, readOn } from '../../../contract/event-store/events.ts';
import { StandIn } from '../../../support/eventstoredb/stand-in.ts';
import { instancesOn, type Instances } from './instances.ts';

async function opened(
  t: Test,
): Promise<{ readonly standIn: StandIn; readonly store: Instances['store']; readonly other: EventStoreDBClient }> {
  const standIn = await StandIn.open();
  const instances = instancesOn(standIn.url);
  const other = EventStoreDBClient.connectionString(standIn.url);
  t.teardown(async () => {
    await Promise.all([instances.close(), other.dispose()]);
    standIn.kill();
  });
  return { standIn, store: instances.store, other };
}

test("the server's own entries are not shown, but move the position, also where a page holds nothing else", async (t) => {
  const { standIn, store } = await opened(t);
  const [stream, events] = [newStream(), newEvents(2)];
  await store.append(stream, 'no_stream', events.slice(0, 1));
  for (let n = 0; n < 5; n++) standIn.log.deleteSoftly(newStream());
  await store.append(stream, 0, events.slice(1));
  const seen = [];
  const positions = [0n];
  for (let caughtUp = false; !caughtUp;) {
    const page = await store.readAll(positions.at(-1) ?? 0n, 1);
    seen.push(...page.events);
    ({ caughtUp } = page);
    if (!caughtUp) positions.push(page.position);
  }
  t.same(idsOf(seen), idsOf(events));
  t.ok(increases(positions), 'every page moved on');
  t.equal(await store.head(), standIn.log.last);
});

test('positions jump over the end of a file; pages go on behind it', async (t) => {
  const { standIn, store } = await opened(t);
  const [stream, events] = [newStream(), newEvents(6)];
  await store.append(stream, 'no_stream', events.slice(0, 3));
  standIn.log.closeChunk();
  const { position } = await store.append(stream, 2, events.slice(3));
  t.ok(position > 268_435_456n);
  t.same(idsOf(await readOn(store, 0n, 2)), idsOf(events));
});

test('a position that this log does not have is said to belong to another one', async (t) => {
  const { store } = await opened(t);
  await store.append(newStream(), 'no_stream', newEvents(3));
  const head = await store.head();
  for (const position of [1n, head - 1n, head + 1n, head * 1_000n])
    await t.rejects(store.readAll(position, 10), UnknownPosition, String(position));
  await t.rejects(store.readAll(1n, 10), /followed another log than this one.*"colophon log copy"/);
});

test('what other programs write to the server is passed over; in a stream of ours it is an error', async (t) => {
  const { store, other } = await opened(t);
  const [stream, theirs] = [newStream(), `theirs-${newStream()}`];
  const strange = jsonEvent({ type: 'Strange', data: {}, metadata: { version: 1 } });
  await other.appendToStream(theirs, [strange, binaryEvent({ type: 'Bytes', data: new Uint8Array([1]) })]);
  await store.append(stream, 'no_stream', newEvents(1));
  t.equal((await readOn(store)).length, 1);
  await other.appendToStream(stream, [jsonEvent({ type: 'Strange', data: {} })]);
  await t.rejects(store.readStream(stream), ForeignEvent);
  t.equal(inStreams(await readOn(store), stream).length, 1);
});

test('positions are told for each event of an append and again for a repetition, as they are read', async (t) => {
  const { store } = await opened(t);
  const [stream, events] = [newStream(), newEvents(5)];
  const first = await store.append(stream, 'no_stream', events);
  const read = (await store.readStream(stream)).map(({ position }) => position);
  t.same(first.positions, read);
  t.same(again(await store.append(stream, 'no_stream', events)), again(first));
  t.same((await store.append(stream, 'no_stream', events.slice(0, 2))).positions, read.slice(0, 2));
});

test('a store that has read the last event of streams ends at once', async (t) => {
  const standIn = await StandIn.open();
  const instances = instancesOn(standIn.url);
  const stream = newStream();
  await instances.store.append(stream, 'no_stream', newEvents(3));
  await instances.store.append(stream, 2, []);
  await instances.store.head();
  await instances.close();
  standIn.kill();
  t.pass();
});
