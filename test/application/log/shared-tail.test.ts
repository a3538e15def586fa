import { test } from 'tap';
import { SharedTail } from '../../../application/log/shared-tail.ts';
import type { Appender, EventStore, LogPage, Position } from '../../../application/ports/event-store.ts';
import { MemoryEventStore } from '../../../infrastructure/event-store/memory/memory-event-store.ts';
import { MemoryLog } from '../../../infrastructure/event-store/memory/memory-log.ts';
import { eventStoreContract } from '../../contract/event-store/index.ts';
import { newEvent, newStream } from '../../contract/event-store/events.ts';
import { ManualClock } from '../../support/manual-clock.ts';

/** A log in memory that counts its readers keeps them waiting or fails them when told to. */
function watched(by: Appender = 'others') {
  const log = new MemoryLog();
  const inner = new MemoryEventStore(log);
  const reads: Position[] = [];
  const failing: { with: Error | null } = { with: null };
  let gate: Promise<void> = Promise.resolve();
  const store: EventStore = {
    append: (...args) => inner.append(...args),
    readStream: (...args) => inner.readStream(...args),
    head: () => inner.head(),
    onWake: (listener) => inner.onWake(() => listener(by)),
    async readAll(after, limit) {
      reads.push(after);
      const page = await inner.readAll(after, limit);
      await gate;
      if (failing.with) throw failing.with;
      return page;
    },
  };
  const clock = new ManualClock();
  const close = (): (() => void) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    gate = promise;
    return resolve;
  };
  const grow = async (by: EventStore, count = 1): Promise<void> => {
    for (let n = 0; n < count; n++) await by.append(newStream(), 'no_stream', [newEvent()]);
  };
  return { log, inner, reads, tail: new SharedTail(store, clock), clock, close, grow, failing };
}

const ends = (pages: readonly LogPage[]): readonly Position[] => pages.map(({ position }) => position);

test('readers at one place cost one read, and none while nothing is said to have happened', async (t) => {
  const { tail, inner, reads, grow } = watched();
  tail.onWake(() => undefined);
  await tail.readAll(0n, 500);
  await grow(inner);
  const pages = [await tail.readAll(0n, 500), await tail.readAll(0n, 500), await tail.readAll(1n, 500)];
  t.same(ends(pages), [1n, 1n, 1n]);
  t.same(
    pages.map(({ events, caughtUp }) => [events.length, caughtUp]),
    [
      [1, true],
      [1, true],
      [0, true],
    ],
  );
  t.same(reads, [0n, 0n]);
});

test('what this program appends is not read at all, and comes as it would be read', async (t) => {
  const { tail, inner, reads } = watched('us');
  tail.onWake(() => undefined);
  await tail.readAll(0n, 500);
  const stream = newStream();
  await tail.append(stream, 'no_stream', [newEvent({ kept: 1, dropped: undefined }), newEvent()]);
  await tail.append(stream, 1, [newEvent()]);
  const { events, position, caughtUp } = await tail.readAll(0n, 500);
  t.same([position, caughtUp], [3n, true]);
  t.strictSame(events, (await inner.readAll(0n, 500)).events);
  t.same(reads, [0n]);
});

test('where others have appended in between, it is read', async (t) => {
  const { tail, inner, reads, grow } = watched('us');
  tail.onWake(() => undefined);
  await tail.readAll(0n, 500);
  await grow(inner);
  await grow(tail);
  t.equal((await tail.readAll(0n, 500)).position, 2n);
  t.same(reads, [0n, 0n]);
});

test('an append repeated is known from the log alone: it was another time that wrote it', async (t) => {
  const { tail, inner } = watched('us');
  tail.onWake(() => undefined);
  await tail.readAll(0n, 500);
  const [stream, event] = [newStream(), newEvent()];
  await inner.append(stream, 'no_stream', [event]);
  await tail.append(stream, 'no_stream', [{ ...event, time: new Date(0) }]);
  t.same((await tail.readAll(0n, 500)).events[0]?.time, event.time);
});

test('followers are woken once what they are woken for can be read', async (t) => {
  const { tail, grow } = watched('us');
  await tail.readAll(0n, 500);
  const read = new Promise<Position>((resolve) => tail.onWake(() => void tail.readAll(0n, 500).then(({ position }) => resolve(position))));
  await grow(tail);
  t.equal(await read, 1n);
});

test('who asks after an append is not told what a reader found who began before it', async (t) => {
  const { tail, inner, close, grow } = watched();
  tail.onWake(() => undefined);
  await tail.readAll(0n, 500);
  await grow(inner);
  const open = close();
  const early = tail.readAll(0n, 500);
  await grow(inner);
  const late = tail.readAll(0n, 500);
  open();
  await early;
  t.equal((await late).position, 2n);
});

test('a wake, or time without one, makes it look at the log again', async (t) => {
  const { tail, inner, log, clock, reads, grow } = watched();
  const stop = tail.onWake(() => undefined);
  await tail.readAll(0n, 500);
  await grow(inner);
  t.equal((await tail.readAll(0n, 500)).position, 1n, 'the wake was heard');
  stop();
  tail.onWake(() => undefined);
  log.wakes.ring = () => undefined;
  await grow(inner);
  t.equal((await tail.readAll(0n, 500)).position, 1n, 'a notice that got lost');
  clock.advance(200);
  t.equal((await tail.readAll(0n, 500)).position, 2n);
  t.same(reads, [0n, 0n, 1n]);
});

test('a program that hears no wakes looks every time', async (t) => {
  const { tail, inner, grow } = watched();
  await tail.readAll(0n, 500);
  await grow(inner);
  t.equal((await tail.readAll(0n, 500)).position, 1n);
});

test('a reader far behind reads for itself, in pages as wide as it likes, until it is with the others', async (t) => {
  const { tail, grow } = watched();
  tail.onWake(() => undefined);
  await tail.readAll(0n, 500);
  await grow(tail, 450);
  t.equal((await tail.readAll(0n, 500)).position, 450n);
  const positions: Position[] = [];
  for (let at = 0n, done = false; !done;) {
    const { events, position, caughtUp } = await tail.readAll(at, 100);
    positions.push(...events.map((event) => event.position));
    at = position;
    done = caughtUp;
  }
  t.same(
    positions,
    Array.from({ length: 450 }, (_, n) => BigInt(n + 1)),
  );
});

test('a log that does not answer fails who asked, and is asked again', async (t) => {
  const { tail, grow, failing } = watched();
  tail.onWake(() => undefined);
  await tail.readAll(0n, 500);
  await grow(tail);
  failing.with = new Error('away');
  await t.rejects(tail.readAll(0n, 500), /away/);
  failing.with = null;
  t.equal((await tail.readAll(0n, 500)).position, 1n);
});

test('given a log that says nothing for long and is away then, who has waited for it with another hears so, and waits for no second read', async (t) => {
  const { tail, grow, failing, close, clock, reads } = watched();
  tail.onWake(() => undefined);
  await tail.readAll(0n, 500);
  await grow(tail);
  failing.with = new Error('away');
  const open = close();
  const both = [tail.readAll(0n, 500), tail.readAll(0n, 500)];
  clock.advance(8000);
  open();
  for (const one of await Promise.allSettled(both)) t.match(one, { status: 'rejected', reason: /away/ });
  t.equal(reads.length, 2, 'the first, and one for both');
});

test('given a read that fails at once, who has just joined it reads anew', async (t) => {
  const { tail, grow, failing, close } = watched();
  tail.onWake(() => undefined);
  await tail.readAll(0n, 500);
  await grow(tail);
  failing.with = new Error('cut');
  const open = close();
  const first = tail.readAll(0n, 500).finally(() => (failing.with = null));
  const joined = tail.readAll(0n, 500);
  open();
  await t.rejects(first, /cut/);
  t.equal((await joined).position, 1n);
});

test('behind it a store keeps the promises of the port', (t) =>
  eventStoreContract(t, {
    lacks: { durability: 'memory does not outlive its program' },
    open: async () => {
      const log = new MemoryLog();
      const store = (): EventStore => new SharedTail(new MemoryEventStore(log), new ManualClock());
      return { store: store(), another: async () => store(), close: async () => undefined };
    },
  }));
