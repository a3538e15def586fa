import { strict as assert } from 'node:assert';
import { test } from 'tap';
import type { Recorded } from '../../../domain/kernel/event.ts';
import type { EventStore } from '../../../application/ports/event-store.ts';
import type { OpenJob, Reactor } from '../../../application/reactors/reactor.ts';
import { ReactorRunner } from '../../../application/reactors/runner.ts';
import { MemoryEventStore } from '../../../infrastructure/event-store/memory/memory-event-store.ts';
import { eventually, settled } from '../../support/eventually.ts';
import { inStream, recordedFrom } from '../../support/folding.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { MemoryCheckpoints } from '../../support/memory-checkpoints.ts';

const noBus = { execute: () => Promise.reject(new Error('Nothing is sent here.')) };

/** A runner of a reactor that wants `Ringing`, over a log in memory. */
function runnerOf(
  react: (page: readonly Recorded[], open: OpenJob) => Promise<void> = async () => undefined,
  store: EventStore = new MemoryEventStore(),
  begins: 'beginning' | 'head' = 'beginning',
) {
  const checkpoints = new MemoryCheckpoints();
  const clock = new ManualClock();
  const pages: (readonly number[])[] = [];
  const failures: string[] = [];
  const forgotten = { times: 0 };
  const woken: string[] = [];
  const reactor: Reactor = {
    name: 'bell',
    takes: ['Ringing'],
    forget: () => void (forgotten.times += 1),
    begins,
    react: async (page, _send, open) => {
      pages.push(page.map(({ position }) => Number(position)));
      await react(page, open);
    },
  };
  const runner = new ReactorRunner(reactor, {
    store,
    bus: noBus,
    checkpoints,
    clock,
    onFailure: (name, error) => failures.push(`${name}: ${(error as Error).message}`),
    onOpened: (jobs) => woken.push(...jobs.map(({ key }) => key)),
  });
  let length = 0;
  const rings = async (...types: readonly string[]): Promise<void> => {
    const events = recordedFrom(inStream('bell-1')(...types.map((type) => ({ type, data: {} }))));
    await store.append(
      'bell-1',
      length === 0 ? 'no_stream' : length - 1,
      events.map((event, n) => ({ ...event, id: `${length + n}` })),
    );
    length += types.length;
  };
  const at = (): bigint => checkpoints.positions.get('bell') ?? 0n;
  return { runner, checkpoints, clock, pages, failures, forgotten, woken, rings, at };
}

test('when nothing comes any more, the checkpoint is kept all the same', async () => {
  const { runner, clock, rings, at } = runnerOf();
  await rings('Ringing');
  await runner.start();
  await eventually('the first position is kept', () => at() === 1n);
  await rings('Ringing', 'Ringing');
  await eventually('it waits for more', () => clock.waits.filter((ms) => ms === 1000).length === 2);
  assert.equal(at(), 1n);
  clock.advance(1000);
  await eventually('the last position is kept', () => at() === 3n);
  await runner.stop();
});

test('a reactor gets the events it takes; the others only move its checkpoint', async () => {
  const { runner, clock, pages, rings, at } = runnerOf();
  await rings('Ringing', 'Silence', 'Ringing');
  await runner.start();
  await eventually('the first page is kept', () => at() === 3n);
  clock.advance(1000);
  await rings('Silence');
  await eventually('the next one is kept', () => at() === 4n);
  await runner.stop();
  assert.deepEqual(pages, [[1, 3]]);
});

test('its checkpoint is kept once a second, and when it stops', async () => {
  const { runner, clock, pages, rings, at } = runnerOf();
  await rings('Ringing');
  await runner.start();
  await eventually('the first page is kept', () => at() === 1n);
  clock.advance(999);
  await rings('Ringing');
  await eventually('the second page is worked on', () => pages.length === 2);
  await settled();
  assert.equal(at(), 1n);
  await runner.stop();
  assert.equal(at(), 2n);
});

test('it begins at its checkpoint, with nothing in memory, at every start', async () => {
  const { runner, checkpoints, pages, rings, at, forgotten } = runnerOf();
  await rings('Ringing', 'Ringing');
  await checkpoints.save('bell', 1n);
  await runner.start();
  await eventually('it has caught up', () => at() === 2n);
  await runner.stop();
  await rings('Ringing');
  await checkpoints.save('bell', 3n);
  await rings('Ringing');
  await runner.start();
  await eventually('it has caught up again', () => at() === 4n);
  await runner.stop();
  assert.deepEqual([pages, forgotten.times], [[[2], [4]], 2]);
});

test('the position of a page that failed is not kept; it comes again after growing pauses, and nothing behind it before', async () => {
  let failing = true;
  const { runner, clock, pages, failures, rings, at } = runnerOf(async () => {
    if (failing) throw new Error('no');
  });
  await rings('Ringing');
  await runner.start();
  for (const pause of [100, 200, 400]) {
    await clock.asleep(pause);
    assert.equal(at(), 0n);
    clock.advance(pause);
  }
  await clock.asleep(800);
  failing = false;
  clock.advance(800);
  await eventually('it is kept', () => at() === 1n);
  await runner.stop();
  assert.equal(pages.length, 5);
  assert.deepEqual(new Set(failures), new Set(['bell: no']));
});

test('a log that cannot be read does not end it', async () => {
  const store = new MemoryEventStore();
  let defect: Error | null = new Error('an event from the future');
  const broken: EventStore = {
    append: (...args) => store.append(...args),
    readStream: (...args) => store.readStream(...args),
    readAll: (...args) => (defect ? Promise.reject(defect) : store.readAll(...args)),
    head: () => store.head(),
    onWake: (listener) => store.onWake(listener),
  };
  const { runner, clock, failures, rings, at } = runnerOf(undefined, broken);
  await runner.start();
  await clock.asleep(100);
  defect = null;
  await rings('Ringing');
  clock.advance(100);
  await eventually('it goes on', () => at() === 1n);
  await runner.stop();
  assert.deepEqual(failures, ['bell: an event from the future']);
});

test('a stop waits for the page at hand, which counts; in a pause it waits for nothing, and nothing counts', async () => {
  const end = Promise.withResolvers<void>();
  const working = runnerOf(() => end.promise);
  await working.rings('Ringing');
  await working.runner.start();
  await eventually('it is at work', () => working.pages.length === 1);
  const stopped = working.runner.stop();
  await settled();
  assert.equal(working.at(), 0n);
  end.resolve();
  await stopped;
  assert.equal(working.at(), 1n);

  const failing = runnerOf(() => Promise.reject(new Error('no')));
  await failing.rings('Ringing');
  await failing.runner.start();
  await failing.clock.asleep(100);
  await failing.runner.stop();
  assert.deepEqual([failing.at(), failing.pages.length, failing.clock.waits], [0n, 1, []]);
});

/** Opens a job for every event, under the key of its position. */
const opening = async (page: readonly Recorded[], open: OpenJob): Promise<void> => {
  for (const event of page) open(event, `key ${event.position}`, { of: event.id });
};

test('the jobs that it opens are kept at once, with the position behind their events, and whoever does them is woken', async () => {
  const { runner, checkpoints, woken, rings, at } = runnerOf(opening);
  await runner.start();
  await rings('Silence');
  await rings('Ringing', 'Silence', 'Ringing');
  await eventually('they are woken for', () => woken.length === 2);
  assert.equal(at(), 4n);
  assert.deepEqual(checkpoints.jobs, [
    { reactor: 'bell', key: 'key 2', eventId: '1', position: 2n, data: { of: '1' } },
    { reactor: 'bell', key: 'key 4', eventId: '3', position: 4n, data: { of: '3' } },
  ]);
  assert.deepEqual(woken, ['key 2', 'key 4']);
  await runner.stop();
});

test('jobs that could not be kept are opened again before the position moves, also when it stops meanwhile', async () => {
  const { runner, checkpoints, clock, woken, rings, at } = runnerOf(opening);
  const save = checkpoints.save.bind(checkpoints);
  checkpoints.save = async (...args) => {
    if (args[2]?.length) throw new Error('away');
    await save(...args);
  };
  await runner.start();
  await rings('Ringing');
  await clock.asleep(100);
  await runner.stop();
  assert.deepEqual([at(), checkpoints.jobs, woken], [0n, [], []]);
  checkpoints.save = save;
  await runner.start();
  await eventually('they are woken for', () => woken.length === 1);
  assert.deepEqual([at(), woken], [1n, ['key 1']]);
  await runner.stop();
});

test('a reactor that begins at the head takes nothing that lies before its first start, now or when its checkpoint is gone', async () => {
  const { runner, checkpoints, pages, rings, at } = runnerOf(undefined, undefined, 'head');
  await rings('Ringing', 'Ringing');
  await runner.start();
  await runner.stop();
  assert.deepEqual([at(), pages], [0n, []]);
  await rings('Ringing');
  for (const times of [1, 2]) {
    await runner.start();
    await eventually('it has caught up', () => pages.length === times);
    await runner.stop();
    checkpoints.positions.delete('bell');
  }
  assert.deepEqual(pages, [[3], [3]]);
});
