import type { Test } from 'tap';
import { WrongExpectedRevision } from '../../../application/ports/event-store-errors.ts';
import type { Expected } from '../../../application/ports/event-store.ts';
import { newEvent, newEvents, newStream } from './events.ts';
import type { Subject } from './subject.ts';

/** An append goes to the revision it expects, or nowhere. */
export async function expecting(t: Test, { store, another }: Subject): Promise<void> {
  const wrong: readonly { readonly held: number; readonly expected: Expected; readonly actual: Expected }[] = [
    { held: 3, expected: 'no_stream', actual: 2 },
    { held: 3, expected: 0, actual: 2 },
    { held: 3, expected: 1, actual: 2 },
    { held: 3, expected: 3, actual: 2 },
    { held: 3, expected: 1_000, actual: 2 },
    { held: 0, expected: 0, actual: 'no_stream' },
    { held: 0, expected: 5, actual: 'no_stream' },
  ];
  for (const { held, expected, actual } of wrong)
    await t.test(`a stream of ${held} events refuses an append that expects ${expected}, and says where it is`, async (t) => {
      const stream = newStream();
      if (held > 0) await store.append(stream, 'no_stream', newEvents(held));
      const error = await store.append(stream, expected, newEvents(2)).catch((e: unknown) => e);
      t.ok(error instanceof WrongExpectedRevision);
      t.match(error, { stream, expected, actual });
      t.equal((await store.readStream(stream)).length, held, 'nothing of it was written');
    });

  await t.test('of 50 appends that race for one revision, from three instances, one wins', async (t) => {
    const stores = [store, await another(), await another()];
    for (const expected of ['no_stream', 0] as const) {
      const stream = newStream();
      if (expected === 0) await store.append(stream, 'no_stream', [newEvent()]);
      const racing = Array.from({ length: 50 }, (_, n) => (stores[n % 3] ?? store).append(stream, expected, newEvents(2)));
      const ends = await Promise.allSettled(racing);
      const lost = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason as unknown] : []));
      t.equal(ends.length - lost.length, 1);
      const actual = expected === 0 ? 2 : 1;
      t.ok(lost.every((error) => error instanceof WrongExpectedRevision && error.actual === actual));
      t.equal((await store.readStream(stream)).length, actual + 1);
    }
  });

  await t.test('an append that conflicts fails alone: those made together with it are written', async (t) => {
    const taken = newStream();
    await store.append(taken, 'no_stream', [newEvent()]);
    const streams = Array.from({ length: 40 }, (_, n) => (n % 4 === 3 ? taken : newStream()));
    const ends = await Promise.allSettled(streams.map((stream) => store.append(stream, 'no_stream', newEvents(2))));
    t.same(
      ends.map(({ status }) => status),
      streams.map((stream) => (stream === taken ? 'rejected' : 'fulfilled')),
    );
    t.equal((await store.readStream(taken)).length, 1);
  });

  await t.test('writers that reload and try again all get in, each once', async (t) => {
    const stream = newStream();
    const stores = [store, await another()];
    const persist = async (writer: number): Promise<void> => {
      const mine = stores[writer % 2] ?? store;
      for (;;) {
        const { length } = await mine.readStream(stream);
        const error = await mine.append(stream, length === 0 ? 'no_stream' : length - 1, [newEvent({ writer })]).catch((e: unknown) => e);
        if (!(error instanceof Error)) return;
        if (!(error instanceof WrongExpectedRevision)) throw error;
      }
    };
    await Promise.all(Array.from({ length: 12 }, (_, writer) => persist(writer)));
    const writers = (await store.readStream(stream)).map(({ data }) => (data as { writer: number }).writer);
    t.same(
      writers.toSorted((a, b) => a - b),
      Array.from({ length: 12 }, (_, writer) => writer),
    );
  });
}
