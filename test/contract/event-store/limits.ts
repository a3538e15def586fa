import type { Test } from 'tap';
import { AppendTooLarge } from '../../../application/ports/event-store-errors.ts';
import { newEvent, newEvents, newStream } from './events.ts';
import type { Subject } from './subject.ts';

const kib = (count: number): string => 'x'.repeat(count * 1024);

/** One append holds at most 500 events and 768 KiB. */
export async function limits(t: Test, { store }: Subject): Promise<void> {
  await t.test('500 events go in', async (t) => {
    const { revision, positions } = await store.append(newStream(), 'no_stream', newEvents(500));
    t.equal(revision, 499);
    t.equal(positions.length, 500);
  });

  await t.test('765 KiB go in', async (t) => {
    const stream = newStream();
    await store.append(stream, 'no_stream', [newEvent(kib(255)), newEvent(kib(255)), newEvent(kib(255))]);
    t.equal((await store.readStream(stream)).length, 3);
  });

  const tooLarge = {
    '501 events': () => newEvents(501),
    'more than 768 KiB in sum': () => [newEvent(kib(256)), newEvent(kib(256)), newEvent(kib(256))],
  };
  for (const [what, events] of Object.entries(tooLarge))
    await t.test(`${what} are refused, and the store goes on`, async (t) => {
      const stream = newStream();
      const error = await store.append(stream, 'no_stream', events()).catch((e: unknown) => e);
      t.ok(error instanceof AppendTooLarge, String(error));
      t.same(await store.readStream(stream), []);
      t.equal((await store.append(stream, 'no_stream', [newEvent()])).revision, 0);
    });
}
