import type { Test } from 'tap';
import type { NewEvent } from '../../../application/ports/event-store.ts';
import { IdempotencyMismatch } from '../../../application/ports/event-store-errors.ts';
import { again, idsOf, newEvent, newEvents, newStream } from './events.ts';
import type { Subject } from './subject.ts';

/** The same append again changes nothing and is answered as the first time. */
export async function repeating(t: Test, { store, another }: Subject): Promise<void> {
  await t.test('at once', async (t) => {
    const [stream, events] = [newStream(), newEvents(3)];
    const first = await store.append(stream, 'no_stream', events);
    t.same(await store.append(stream, 'no_stream', events), again(first));
    t.same(await store.append(stream, 'no_stream', events), again(first));
    t.same(idsOf(await store.readStream(stream)), idsOf(events));
  });

  await t.test('after other appends to the stream and elsewhere', async (t) => {
    const [stream, first, second] = [newStream(), newEvents(2), newEvents(2)];
    const one = await store.append(stream, 'no_stream', first);
    const two = await store.append(stream, 1, second);
    await store.append(stream, 3, newEvents(5));
    await store.append(newStream(), 'no_stream', newEvents(5));
    t.same(await store.append(stream, 'no_stream', first), again(one));
    t.same(await store.append(stream, 1, second), again(two));
    t.equal((await store.readStream(stream)).length, 9);
  });

  await t.test('by another instance', async (t) => {
    const [stream, events, other] = [newStream(), newEvents(2), await another()];
    const first = await store.append(stream, 'no_stream', events);
    t.same(await other.append(stream, 'no_stream', events), again(first));
  });

  await t.test('by several instances at the same time', async (t) => {
    const stores = [store, await another(), await another()];
    for (let round = 0; round < 10; round++) {
      const [stream, events] = [newStream(), newEvents(3)];
      const answers = await Promise.all([...stores, ...stores].map((each) => each.append(stream, 'no_stream', events)));
      for (const answer of answers) t.same(again(answer), again(answers[0]!));
      t.ok(answers.filter(({ written }) => written).length <= 1);
      t.same(idsOf(await store.readStream(stream)), idsOf(events));
    }
  });

  const [a, b, c, strange] = [newEvent(), newEvent(), newEvent(), newEvent()];
  const partly: Readonly<Record<string, readonly NewEvent[]>> = {
    'with an event more': [a, b, c, strange],
    'with another event in its place': [a, strange, c],
    'with a strange event before it': [strange, a, b],
    'with an event left out': [a, c],
    'without its beginning': [b, c],
    'in another order': [b, a, c],
  };
  for (const [how, events] of Object.entries(partly))
    await t.test(`an append repeated ${how} is refused as a mismatch`, async (t) => {
      const stream = newStream();
      await store.append(stream, 'no_stream', [a, b, c]);
      const error = await store.append(stream, 'no_stream', events).catch((e: unknown) => e);
      t.ok(error instanceof IdempotencyMismatch, String(error));
      t.same(idsOf(await store.readStream(stream)), idsOf([a, b, c]));
    });

  await t.test('only events after the expected revision count: an append to a later place is judged there', async (t) => {
    const [stream, first, second] = [newStream(), newEvents(1), newEvents(1)];
    await store.append(stream, 'no_stream', first);
    await store.append(stream, 0, second);
    await t.rejects(store.append(stream, 0, newEvents(1)), { name: 'WrongExpectedRevision', actual: 1 });
  });
}
