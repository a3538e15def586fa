import fc from 'fast-check';
import { test } from 'tap';
import { CopyDiffers, NoBeginning, type CopyPhase } from '../../../../application/log/copy/copy-log.ts';
import { StoreUnavailable } from '../../../../application/ports/event-store-errors.ts';
import type { EventStore, LogPage } from '../../../../application/ports/event-store.ts';
import { GrownMeanwhile, type LogImport, type TakenIn } from '../../../../application/ports/log-import.ts';
import { AppendInOrder } from '../../../../application/log/copy/append-in-order.ts';
import { MemoryEventStore } from '../../../../infrastructure/event-store/memory/memory-event-store.ts';
import { newEvent, readOn } from '../../../contract/event-store/events.ts';
import { takenIn } from '../../../support/taken-in.ts';
import { contentOf, copied, goOn, logOf } from './logs.ts';

const streams = fc.array(fc.constantFrom('page-a', 'page-b', 'page-c', 'page-d'), { maxLength: 40 });

test('any log, copied behind any beginning of it, is the same log, with every checkpoint behind the same event', (t) =>
  fc.assert(
    fc.asyncProperty(streams, streams, fc.array(fc.nat(90), { maxLength: 5 }), async (before, after, places) => {
      const from = await logOf(...before);
      const to = new MemoryEventStore();
      await copied(from, to);
      await goOn(from, ...after);
      const positions = places.map((place) => BigInt(Math.min(place, before.length + after.length)));
      const checkpoints = new Map(positions.map((position, index) => [`reactor ${index}`, position]));

      const outcome = await copied(from, to, { checkpoints: async () => checkpoints });

      t.strictSame(await contentOf(to), await contentOf(from));
      t.match(outcome, { found: before.length, copied: after.length });
      t.equal(outcome.hashes.streams, new Set([...before, ...after]).size);
      for (const { from: old, to: now } of outcome.checkpoints) t.equal(now, old, 'both logs in memory count alike');
      t.equal(outcome.checkpoints.length, checkpoints.size);
      return t.passing();
    }),
    { numRuns: 50 },
  ));

test('a checkpoint is translated by the event that it lies behind', async (t) => {
  const from = await logOf('page-a', 'page-b', 'page-c');
  const to = new MemoryEventStore();
  const sparse = withPositions(from, (position) => position * 100n);

  const { checkpoints } = await copied(from, to, {
    from: sparse,
    checkpoints: async () =>
      new Map([
        ['at the beginning', 0n],
        ['at the second event', 200n],
        ['scanned a bit further than it', 250n],
        ['at the head', 300n],
        ['further than the head', 1_000n],
      ]),
  });

  t.strictSame(Object.fromEntries(checkpoints.map(({ name, to: position }) => [name, position])), {
    'at the beginning': 0n,
    'at the second event': 2n,
    'scanned a bit further than it': 2n,
    'at the head': 3n,
    'further than the head': 3n,
  });
});

test('a log that is no beginning of the one copied from is not written to, and the first difference is named', async (t) => {
  const from = await logOf('page-a', 'page-b');
  for (const [what, to] of [
    ['something else', await logOf('page-a')],
    ['more', await longerThan(from)],
  ] as const) {
    const before = await contentOf(to);
    await t.rejects(copied(from, to), NoBeginning, what);
    t.strictSame(await contentOf(to), before);
  }
  const failure = await copied(from, await longerThan(from)).catch((error: unknown) => error);
  t.match(failure, { difference: { number: 3, from: null, to: { stream: 'page-z' } } });
});

test('events that go elsewhere than they should are told', async (t) => {
  const from = await logOf('page-a', 'page-b');

  const meddled = new MemoryEventStore();
  const meddler = new AppendInOrder(() => meddled);
  const into: LogImport = {
    async *take(after, pages) {
      await goOn(meddled, 'page-x');
      yield* meddler.take(after, pages);
    },
  };
  await t.rejects(copied(from, meddled, { into }), CopyDiffers, 'another program wrote to the copy');

  const stale = await logOf('page-a', 'page-b');
  const [first] = await readOn(stale);
  const again = takenIn(new AppendInOrder(() => stale), 2n, [first!]);
  await t.rejects(again, GrownMeanwhile, 'an event that was there already, further in front');

  const lossy = new MemoryEventStore();
  await t.rejects(copied(from, lossy, { into: { take: forgetting } }), CopyDiffers, 'a store that forgets');
});

test('what is appended meanwhile comes along, up to the head as it is when that is reached', async (t) => {
  const from = await logOf(...Array.from({ length: 4_500 }, () => 'page-a'));
  const to = new MemoryEventStore();
  let grown = false;
  const outcome = await copied(from, to, {
    onProgress: (phase) => {
      if (phase === 'copying' && !grown) void from.append('page-b', 'no_stream', [newEvent()]);
      grown ||= phase === 'copying';
    },
  });
  t.equal(outcome.copied, 4_501);
  await goOn(from, 'page-c');
  t.match(await copied(from, to), { found: 4_501, copied: 1 }, 'and what came too late, the next time');
});

test('a copy that is broken off goes on where it was', async (t) => {
  const from = await logOf(...Array.from({ length: 2_500 }, () => 'page-a'));
  const to = new MemoryEventStore();
  const ending = new AbortController();
  const phases = new Set<CopyPhase>();
  const copying = copied(from, to, {
    signal: ending.signal,
    onProgress: (phase) => {
      phases.add(phase);
      if (phase === 'copying') ending.abort();
    },
  });
  await t.rejects(copying, { name: 'AbortError' });
  t.notOk(phases.has('verifying'));
  t.match(await copied(from, to), { found: 1_500, copied: 1_000 }, 'what had begun of the next page is there, too');
});

async function* forgetting(_: bigint, pages: AsyncIterable<LogPage>): AsyncGenerator<TakenIn> {
  for await (const { events, position } of pages) yield { events: events.length, position };
}

/** The same log with positions of another kind. */
const withPositions = (store: MemoryEventStore, as: (position: bigint) => bigint) => ({
  readAll: async (after: bigint, limit: number) => {
    const page = await store.readAll(after / 100n, limit);
    return { ...page, position: as(page.position), events: page.events.map((event) => ({ ...event, position: as(event.position) })) };
  },
});

async function longerThan(from: MemoryEventStore): Promise<MemoryEventStore> {
  const to = new MemoryEventStore();
  await copied(from, to);
  await goOn(to, 'page-z');
  return to;
}

/** Takes in by the store's own appends, but for those that the test has fail: before (`not made`) or after they are carried out. */
const failing = (to: MemoryEventStore, fails: (append: number, run: number) => 'not made' | 'made' | false): LogImport => {
  let [appends, runs] = [0, 0];
  const begin = (run: number): Pick<EventStore, 'append'> => ({
    append: async (...given) => {
      const fault = fails(appends++, run);
      if (fault !== 'not made') await to.append(...given);
      if (fault) throw new StoreUnavailable(new Error('no answer'));
      return to.append(...given);
    },
  });
  return new AppendInOrder(() => begin(runs++));
};

test('a store that does not answer is looked at, and the copy goes on behind what is there, as long as it gets further', async (t) => {
  const from = await logOf('page-a', 'page-b', 'page-c', 'page-d');
  const to = new MemoryEventStore();
  const answered = await copied(from, to, { into: failing(to, (append) => append % 4 === 3 && 'made') });
  t.match(answered, { found: 0, copied: 4 });
  t.strictSame(await contentOf(to), await contentOf(from));

  const [deaf, tried] = [new MemoryEventStore(), new Set<number>()];
  const into = failing(deaf, (_, run) => tried.add(run) && 'not made');
  await t.rejects(copied(from, deaf, { into }), StoreUnavailable);
  t.equal(tried.size, 2);
});

test('a copy in which a later event stands where an older one got no answer is told to be spoiled', async (t) => {
  const from = await logOf('page-a', 'page-b');
  const to = new MemoryEventStore();
  const spoiling = copied(from, to, { into: failing(to, (append) => append === 0 && 'not made') });
  t.match(await spoiling.catch((error: unknown) => error), { name: 'CopyDiffers', difference: { number: 1, to: { stream: 'page-b' } } });
});
