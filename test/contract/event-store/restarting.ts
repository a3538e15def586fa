import type { Test } from 'tap';
import { StoreUnavailable } from '../../../application/ports/event-store-errors.ts';
import type { Appended, EventStore, Expected, NewEvent } from '../../../application/ports/event-store.ts';
import { systemClock } from '../../../infrastructure/clock/system-clock.ts';
import { again, idsOf, inStreams, newEvents, newStream, readOn } from './events.ts';
import { follow } from './following.ts';
import type { Subject } from './subject.ts';

/** The server is killed: what was acknowledged is there, and everything goes on by itself. */
export async function restarting(t: Test, { store, another, restart }: Required<Subject>): Promise<void> {
  await t.test('an acknowledged append is there afterwards, and made again it gets the same answer', async (t) => {
    const [stream, events, other] = [newStream(), newEvents(3), await another()];
    const first = await store.append(stream, 'no_stream', events);
    await restart();
    t.same(idsOf(await patiently(() => store.readStream(stream))), idsOf(events));
    t.same(await append(store, stream, 'no_stream', events), again(first));
    t.same(await append(other, stream, 'no_stream', events), again(first));
    await t.rejects(append(store, stream, 'no_stream', newEvents(1)), { name: 'WrongExpectedRevision', actual: 2 });
  });

  await t.test('writers that repeat what was not answered get all of it in, once, while the server is killed twice', async (t) => {
    const stores = [store, await another()];
    const from = await patiently(() => store.head());
    const streams = Array.from({ length: 8 }, () => newStream());
    let stopped = false;
    const written = Promise.all(
      streams.map(async (stream, writer) => {
        const answers: { readonly events: readonly NewEvent[]; readonly answer: Appended }[] = [];
        for (let revision = -1; !stopped; revision += 2) {
          const events = newEvents(2);
          const answer = await append(stores[writer % 2] ?? store, stream, revision < 0 ? 'no_stream' : revision, events);
          answers.push({ events, answer });
        }
        return answers;
      }),
    );
    await restart();
    await restart();
    stopped = true;
    const all = await written;
    const log = await readOn(store, from);
    for (const [writer, stream] of streams.entries()) {
      const held = inStreams(log, stream);
      const answers = all[writer] ?? [];
      t.ok(answers.length > 0);
      t.same(
        idsOf(held),
        answers.flatMap(({ events }) => idsOf(events)),
      );
      t.same(
        held.map(({ position }) => position),
        answers.flatMap(({ answer }) => answer.positions),
      );
    }
  });

  await t.test('a subscription survives, says that the store is away, and resumes where it was', async (t) => {
    const [stream, other] = [newStream(), await another()];
    let away = 0;
    const following = follow(other, await patiently(() => store.head()), [stream], { onAway: () => away++ });
    const events = newEvents(4);
    await append(store, stream, 'no_stream', events.slice(0, 2));
    await following.until(2);
    await restart();
    await append(store, stream, 1, events.slice(2));
    await following.until(4);
    await following.stop();
    t.same(idsOf(following.seen), idsOf(events));
  });

  await t.test('afterwards, appends wake other instances as before', async (t) => {
    const [stream, other] = [newStream(), await another()];
    const following = follow(other, await patiently(() => store.head()), [stream]);
    await following.caughtUp;
    await restart();
    for (let n = 0; n < 10; n++) {
      await append(store, stream, n === 0 ? 'no_stream' : n - 1, newEvents(1));
      await following.until(n + 1);
    }
    await following.stop();
    t.equal(following.seen.length, 10);
  });
}

const append = (store: EventStore, stream: string, expected: Expected, events: readonly NewEvent[]): Promise<Appended> =>
  patiently(() => store.append(stream, expected, events));

/** Asks again while the store is away. */
async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      await systemClock.wait(20);
    }
  }
}
