import { test } from 'tap';
import { subscribe, type SubscribeOptions } from '../../../application/log/subscription.ts';
import type { Clock } from '../../../application/ports/clock.ts';
import { StoreUnavailable } from '../../../application/ports/event-store-errors.ts';
import type { LogPage } from '../../../application/ports/event-store.ts';
import { SteppingClock } from '../../support/stepping-clock.ts';
import { page, ScriptedStore } from './scripted-store.ts';

/** Takes so many pages, then leaves. */
async function take(store: ScriptedStore, count: number, options: SubscribeOptions): Promise<readonly LogPage[]> {
  const pages: LogPage[] = [];
  for await (const each of subscribe(store, options)) if (pages.push(each) === count) break;
  return pages;
}

const away = (): Error => new StoreUnavailable(new Error('gone'));
const positions = (pages: readonly LogPage[]): readonly bigint[] => pages.map(({ position }) => position);

test('full pages follow each other without a wait, each from where the last one ended', async (t) => {
  const store = new ScriptedStore(page(5n, 3, false), page(9n, 3, false), page(12n, 2, true));
  const clock = new SteppingClock();
  const pages = await take(store, 3, { after: 1n, pageSize: 3, clock });
  t.same(positions(pages), [5n, 9n, 12n]);
  t.same(store.reads, [
    { after: 1n, limit: 3 },
    { after: 5n, limit: 3 },
    { after: 9n, limit: 3 },
  ]);
  t.same(clock.waits, []);
});

test('at the head it polls every second, and says so once', async (t) => {
  const store = new ScriptedStore(page(0n, 0, true), page(0n, 0, true), page(0n, 0, true), page(4n, 1, true));
  const clock = new SteppingClock();
  const pages = await take(store, 2, { after: 0n, clock });
  t.same(positions(pages), [0n, 4n], 'the head of an empty log, then news');
  t.same(clock.waits, [1_000, 1_000, 1_000]);
});

test('a position that moves without events is news', async (t) => {
  const store = new ScriptedStore(page(3n, 1, true), { events: [], position: 7n, caughtUp: true });
  t.same(positions(await take(store, 2, { after: 0n, clock: new SteppingClock() })), [3n, 7n]);
});

test('a wake that comes while a page is read makes another read follow', async (t) => {
  const clock = new SteppingClock();
  const store: ScriptedStore = new ScriptedStore(
    () => {
      store.wakes.ring('others');
      return page(1n, 1, true);
    },
    page(2n, 1, true),
  );
  t.same(positions(await take(store, 2, { after: 0n, clock })), [1n, 2n]);
  t.same(clock.waits, []);
});

test('a wake that comes while a page is worked on makes another read follow', async (t) => {
  const clock = new SteppingClock();
  const store = new ScriptedStore(page(1n, 1, true), page(2n, 1, true));
  const seen: bigint[] = [];
  for await (const { position } of subscribe(store, { after: 0n, clock })) {
    if (seen.push(position) === 2) break;
    store.wakes.ring('others');
  }
  t.same(seen, [1n, 2n]);
  t.same(clock.waits, []);
});

test('a wake ends the wait for the next poll', async (t) => {
  const store = new ScriptedStore(page(1n, 1, true), page(2n, 1, true));
  const clock: Clock = {
    now: () => new Date(),
    wait: (_, signal) =>
      new Promise((resolve) => {
        signal?.addEventListener('abort', () => resolve());
        store.wakes.ring('others');
      }),
  };
  t.same(positions(await take(store, 2, { after: 0n, clock })), [1n, 2n]);
});

test('while the store is away it asks again ever more slowly, from the same position, and quickly after the next loss', async (t) => {
  const store = new ScriptedStore(page(3n, 1, false), ...Array.from({ length: 9 }, away), page(4n, 1, false), away(), page(5n, 1, true));
  const clock = new SteppingClock();
  const errors: StoreUnavailable[] = [];
  const pages = await take(store, 3, { after: 0n, clock, onAway: (error) => errors.push(error) });
  t.same(positions(pages), [3n, 4n, 5n]);
  t.same(clock.waits, [50, 100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000, 50]);
  t.equal(errors.length, 10);
  t.ok(store.reads.slice(1, 11).every(({ after }) => after === 3n));
});

test('any other error ends it', async (t) => {
  const store = new ScriptedStore(page(3n, 1, false), new Error('a defect'));
  await t.rejects(take(store, 2, { after: 0n, clock: new SteppingClock() }), { message: 'a defect' });
  t.ok(store.wakes.none, 'and nobody listens any more');
});

test('of other types only the position comes', async (t) => {
  const store = new ScriptedStore(page(3n, 3, false), page(6n, 3, true));
  const pages = await take(store, 2, { after: 0n, types: ['Another'], clock: new SteppingClock() });
  t.same(pages, [
    { events: [], position: 3n, caughtUp: false },
    { events: [], position: 6n, caughtUp: true },
  ]);
});

test('its signal ends it, in a wait, in a page and before it began', async (t) => {
  for (const when of ['wait', 'page', 'before'] as const) {
    const stopping = new AbortController();
    const store: ScriptedStore = new ScriptedStore(() => {
      if (when === 'page') stopping.abort();
      return page(1n, 1, true);
    });
    const clock: Clock = {
      now: () => new Date(),
      wait: (_, signal) =>
        new Promise((resolve) => {
          signal?.addEventListener('abort', () => resolve());
          stopping.abort();
        }),
    };
    if (when === 'before') stopping.abort();
    const pages = await take(store, 9, { after: 0n, clock, signal: stopping.signal });
    t.equal(pages.length, when === 'wait' ? 1 : 0, when);
    t.ok(store.wakes.none);
  }
});
