import type { Test } from 'tap';
import { beginning } from '../../../application/ports/event-store.ts';
import type { Recorded } from '../../../domain/kernel/event.ts';
import { idsOf, increases, inStreams, newEvents, newStream, readOn } from './events.ts';
import type { Subject } from './subject.ts';

/** One stream, and all of them. */
export async function reading(t: Test, { store }: Subject): Promise<void> {
  await t.test('a stream is read from a revision on, in order', async (t) => {
    const [stream, events] = [newStream(), newEvents(5)];
    await store.append(stream, 'no_stream', events.slice(0, 2));
    await store.append(stream, 1, events.slice(2));
    t.same(idsOf(await store.readStream(stream)), idsOf(events));
    t.same(idsOf(await store.readStream(stream, 3)), idsOf(events.slice(3)));
    t.same(
      (await store.readStream(stream, 1)).map(({ revision }) => revision),
      [1, 2, 3, 4],
    );
  });

  await t.test('of a stream no more is read than was asked for', async (t) => {
    const [stream, events] = [newStream(), newEvents(5)];
    await store.append(stream, 'no_stream', events);
    t.same(idsOf(await store.readStream(stream, 0, 2)), idsOf(events.slice(0, 2)));
    t.same(idsOf(await store.readStream(stream, 3, 1)), idsOf(events.slice(3, 4)));
    t.same(idsOf(await store.readStream(stream, 3, 9)), idsOf(events.slice(3)), 'or what there is');
    t.same(await store.readStream(stream.slice(0, -1), 0, 2), []);
  });

  await t.test('a stream that does not exist, and the rest behind the end, are empty', async (t) => {
    const stream = newStream();
    t.same(await store.readStream(stream), []);
    await store.append(stream, 'no_stream', newEvents(2));
    t.same(await store.readStream(stream, 2), []);
    t.same(await store.readStream(stream, 99), []);
    t.same(await store.readStream(stream.slice(0, -1)), [], 'the beginning of a name is another name');
  });

  await t.test('a stream of a thousand events is read whole', async (t) => {
    const stream = newStream();
    await store.append(stream, 'no_stream', newEvents(500));
    await store.append(stream, 499, newEvents(500));
    t.same(
      (await store.readStream(stream)).map(({ revision }) => revision),
      Array.from({ length: 1_000 }, (_, n) => n),
    );
  });

  await t.test('pages hold at most what was asked for, join without a gap, and end at the head', async (t) => {
    const [from, stream, events] = [await store.head(), newStream(), newEvents(25)];
    await store.append(stream, 'no_stream', events);
    const seen: Recorded[] = [];
    let caughtUp = false;
    for (let position = from; !caughtUp;) {
      const page = await store.readAll(position, 4);
      t.ok(page.events.length <= 4);
      t.ok(page.caughtUp || page.position > position, 'a page that is not the last moves on');
      t.ok(increases([position, ...page.events.map((event) => event.position)]));
      seen.push(...page.events);
      ({ position, caughtUp } = page);
    }
    t.same(idsOf(inStreams(seen, stream)), idsOf(events));
  });

  await t.test('a page begins behind the position given, be it in the middle of an append', async (t) => {
    const [stream, events] = [newStream(), newEvents(6)];
    const { positions } = await store.append(stream, 'no_stream', events);
    const rest = await readOn(store, positions[2]);
    t.same(idsOf(inStreams(rest, stream)), idsOf(events.slice(3)));
  });

  await t.test('from the head there is nothing to read', async (t) => {
    await store.append(newStream(), 'no_stream', newEvents(1));
    const head = await store.head();
    const page = await store.readAll(head, 10);
    t.same(page.events, []);
    t.equal(page.caughtUp, true);
    t.ok(page.position >= head);
  });

  await t.test('from the beginning everything comes, in the order of positions', async (t) => {
    const [stream, events] = [newStream(), newEvents(2)];
    await store.append(stream, 'no_stream', events);
    const all = await readOn(store, beginning);
    t.ok(increases([beginning, ...all.map(({ position }) => position)]));
    t.same(idsOf(inStreams(all, stream)), idsOf(events));
  });
}
