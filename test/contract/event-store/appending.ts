import type { Test } from 'tap';
import { idsOf, increases, inStreams, newEvent, newEvents, newStream, readOn } from './events.ts';
import type { Subject } from './subject.ts';

/** What an append does and says. */
export async function appending(t: Test, { store, another }: Subject): Promise<void> {
  await t.test('an append is answered with the revision and the positions of its events', async (t) => {
    const stream = newStream();
    const before = await store.head();
    const first = await store.append(stream, 'no_stream', newEvents(3));
    t.equal(first.revision, 2);
    t.equal(first.positions.length, 3);
    t.equal(first.positions.at(-1), first.position);
    t.ok(increases([before, ...first.positions]));

    const second = await store.append(stream, 2, newEvents(1));
    t.equal(second.revision, 3);
    t.ok(second.position > first.position);
  });

  await t.test('the answer names the places at which the events are read', async (t) => {
    const stream = newStream();
    const { positions, revision } = await store.append(stream, 'no_stream', newEvents(4));
    const held = await store.readStream(stream);
    t.same(
      held.map(({ position }) => position),
      positions,
    );
    t.equal(held.at(-1)?.revision, revision);
  });

  await t.test('what is acknowledged is at once seen by every other instance', async (t) => {
    const other = await another();
    for (let round = 0; round < 20; round++) {
      const stream = newStream();
      const from = await other.head();
      const events = newEvents(2);
      const { position } = await store.append(stream, 'no_stream', events);
      t.same(idsOf(await other.readStream(stream)), idsOf(events));
      t.same(idsOf(inStreams(await readOn(other, from), stream)), idsOf(events));
      t.ok((await other.head()) >= position);
    }
  });

  await t.test('an append is seen whole or not at all', async (t) => {
    const other = await another();
    const stream = newStream();
    let writing = true;
    const lengths = new Set<number>();
    const watch = async (): Promise<void> => {
      while (writing) lengths.add((await other.readStream(stream)).length);
    };
    const watching = watch();
    for (let n = 0; n < 10; n++) await store.append(stream, n === 0 ? 'no_stream' : n * 100 - 1, newEvents(100));
    writing = false;
    await watching;
    t.same(
      [...lengths].filter((length) => length % 100 !== 0),
      [],
    );
  });

  await t.test('an append of nothing writes nothing and says where the stream stands', async (t) => {
    const stream = newStream();
    t.same(await store.append(stream, 'no_stream', []), { revision: -1, position: 0n, positions: [], written: false });
    const { position } = await store.append(stream, 'no_stream', [newEvent()]);
    t.same(await store.append(stream, 0, []), { revision: 0, position, positions: [], written: false });
    await t.rejects(store.append(stream, 'no_stream', []), { name: 'WrongExpectedRevision', actual: 0 });
    t.equal((await store.readStream(stream)).length, 1);
  });
}
