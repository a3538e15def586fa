import { test } from 'tap';
import { z } from 'zod';
import type { AnyAggregate } from '../../../domain/kernel/decision.ts';
import type { EventStore } from '../../../application/ports/event-store.ts';
import { UpcastingEventStore } from '../../../application/log/upcasting-event-store.ts';
import { MemoryEventStore } from '../../../infrastructure/event-store/memory/memory-event-store.ts';
import { newEvent } from '../../contract/event-store/events.ts';

const lamp: AnyAggregate = {
  category: 'lamp',
  events: { LampLit: z.object({ colour: z.string(), lumens: z.int() }), LampBroken: z.object({ by: z.string() }) },
  initial: null,
  evolve: (state: null) => state,
  upcasts: {
    LampLit: [(old: { color: string }) => ({ colour: old.color }), (old: { colour: string }) => ({ ...old, lumens: 100 })],
  },
};

const lit = (data: unknown, version = 3) => ({ ...newEvent(data, 'LampLit'), version });
const good = { colour: 'red', lumens: 5 };

const stores = (): { readonly inner: EventStore; readonly store: EventStore } => {
  const inner = new MemoryEventStore();
  return { inner, store: new UpcastingEventStore(inner, [lamp]) };
};

test('an event that fits its schema goes in and comes out as it is', async (t) => {
  const { store } = stores();
  await store.append('lamp-1', 'no_stream', [lit(good), newEvent({ by: 'cat' }, 'LampBroken')]);
  t.match(await store.readStream('lamp-1'), [
    { type: 'LampLit', version: 3, data: good },
    { type: 'LampBroken', version: 1, data: { by: 'cat' } },
  ]);
});

test('what no schema describes is a defect of its writer, and none of the append is written', async (t) => {
  const { inner, store } = stores();
  const attempts = {
    'lamp-1': [
      [lit({ colour: 'red', lumens: 'many' }), /LampLit.*lamp-1.*lumens/],
      [lit({}), /colour.*lumens/],
      [lit(good, 2), /version 3/],
      [newEvent({}, 'LampStolen'), /lamp has no such event/],
      [lit({ colour: 'x'.repeat(256 * 1024), lumens: 1 }), /limit of 262144/],
    ],
    'chair-1': [[lit(good), /no aggregate/]],
  } as const;
  for (const [stream, events] of Object.entries(attempts))
    for (const [event, why] of events) {
      const error = await store.append(stream, 'no_stream', [lit(good), event]).catch((e: unknown) => e as Error);
      t.match(error, { name: 'InvalidEvent', message: why });
      t.same(await inner.readStream(stream), []);
    }
});

test('old versions are brought up step by step, in a stream and in the whole log', async (t) => {
  const { inner, store } = stores();
  await inner.append('lamp-1', 'no_stream', [lit({ color: 'red' }, 1), lit({ colour: 'blue' }, 2), lit({ colour: 'green', lumens: 7 })]);
  const expected = [
    { version: 3, revision: 0, data: { colour: 'red', lumens: 100 } },
    { version: 3, revision: 1, data: { colour: 'blue', lumens: 100 } },
    { version: 3, revision: 2, data: { colour: 'green', lumens: 7 } },
  ];
  t.match(await store.readStream('lamp-1'), expected);
  t.match(await store.readStream('lamp-1', 1), expected.slice(1));
  t.match(await store.readAll(0n, 10), { events: expected, position: 3n, caughtUp: true });
});

test('a version that a newer program wrote is not read as if it were known', async (t) => {
  const { inner, store } = stores();
  await inner.append('lamp-1', 'no_stream', [lit({}, 4)]);
  await t.rejects(store.readStream('lamp-1'), { name: 'EventFromTheFuture', message: /update the program/ });
});

test('an event type or category that is no more passes as it was written', async (t) => {
  const { inner, store } = stores();
  await inner.append('lamp-1', 'no_stream', [newEvent({ n: 1 }, 'LampPainted')]);
  await inner.append('stool-1', 'no_stream', [newEvent({ n: 2 })]);
  t.match((await store.readAll(0n, 10)).events, [{ data: { n: 1 } }, { data: { n: 2 } }]);
});

test('head, wakes and answers are those of the store behind', async (t) => {
  const { inner, store } = stores();
  let woken = 0;
  const stop = store.onWake(() => woken++);
  const answer = await store.append('lamp-1', 'no_stream', [lit(good)]);
  t.same(answer, { revision: 0, position: 1n, positions: [1n], written: true });
  t.equal(await store.head(), await inner.head());
  stop();
  t.equal(woken, 1);
});
