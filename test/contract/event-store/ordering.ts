import type { Test } from 'tap';
import type { Recorded } from '../../../domain/kernel/event.ts';
import type { EventStore } from '../../../application/ports/event-store.ts';
import { increases, inStreams, newEvents, newStream } from './events.ts';
import type { Subject } from './subject.ts';

const writers = 8;
const appendsEach = 60;

/** Who has seen a position never meets a smaller one later. */
export async function ordering(t: Test, { store, another }: Subject): Promise<void> {
  await t.test('readers that tail the log under 8 writers of three instances miss nothing and see nothing out of order', async (t) => {
    const stores = [store, await another(), await another()];
    const from = await store.head();
    const streams = Array.from({ length: writers }, () => newStream());
    const total = streams.reduce((sum, _, writer) => sum + eventsOf(writer), 0);

    const tails = [tail(await another(), from, 7, streams, total), tail(store, from, 100, streams, total)];
    await Promise.all(streams.map((stream, writer) => fill(stores[writer % 3] ?? store, stream, writer)));

    for (const seen of await Promise.all(tails)) {
      t.ok(increases([from, ...seen.map(({ position }) => position)]), 'positions only grow');
      for (const [writer, stream] of streams.entries())
        t.same(
          inStreams(seen, stream).map(({ revision }) => revision),
          Array.from({ length: eventsOf(writer) }, (_, n) => n),
          `all of writer ${writer} came, once, in order`,
        );
    }
  });
}

/** The n-th append of a writer has between one and five events. */
const sizeOf = (writer: number, n: number): number => ((writer + n) % 5) + 1;
const eventsOf = (writer: number): number => Array.from({ length: appendsEach }, (_, n) => sizeOf(writer, n)).reduce((a, b) => a + b);

async function fill(store: EventStore, stream: string, writer: number): Promise<void> {
  let length = 0;
  for (let n = 0; n < appendsEach; n++) {
    await store.append(stream, length === 0 ? 'no_stream' : length - 1, newEvents(sizeOf(writer, n)));
    length += sizeOf(writer, n);
  }
}

/** Reads on from its last position, again and again, until it has seen so many events of these streams. */
async function tail(
  store: EventStore,
  from: bigint,
  limit: number,
  streams: readonly string[],
  total: number,
): Promise<readonly Recorded[]> {
  const seen: Recorded[] = [];
  for (let position = from; seen.length < total;) {
    const page = await store.readAll(position, limit);
    seen.push(...inStreams(page.events, ...streams));
    position = page.position;
  }
  return seen;
}
