import { test } from 'tap';
import { AppendInOrder } from '../../../../application/log/copy/append-in-order.ts';
import { StoreUnavailable } from '../../../../application/ports/event-store-errors.ts';
import type { Appended, EventStore } from '../../../../application/ports/event-store.ts';
import { eventually, settled } from '../../../support/eventually.ts';
import { takenIn } from '../../../support/taken-in.ts';
import { readOn } from '../../../contract/event-store/events.ts';
import { logOf } from './logs.ts';

/** A store whose appends end when the test says so. */
class HeldStore implements Pick<EventStore, 'append'> {
  readonly begun: PromiseWithResolvers<Appended>[] = [];

  append(): Promise<Appended> {
    const append = Promise.withResolvers<Appended>();
    this.begun.push(append);
    return append.promise;
  }

  acknowledge(index: number): void {
    const position = BigInt(index + 1);
    this.begun[index]?.resolve({ revision: 0, position, positions: [position], written: true });
  }
}

/** Events of one stream each. */
const eventsOf = async (count: number) => readOn(await logOf(...Array.from({ length: count }, (_, n) => `page-${n}`)));

test('the next page begins while appends of the last one are under way, and each is told when all of it is acknowledged', async (t) => {
  const store = new HeldStore();
  const events = await eventsOf(6);

  const taken = takenIn(new AppendInOrder(() => store), 0n, events.slice(0, 3), events.slice(3));
  await eventually('both pages have begun', () => store.begun.length === 6);
  for (const index of [3, 4, 5, 2, 1, 0]) store.acknowledge(index);

  t.strictSame(await taken, [
    { events: 3, position: 3n },
    { events: 6, position: 6n },
  ]);
});

test('no more than 512 appends are under way at once, and others begin when half of them are acknowledged', async (t) => {
  const store = new HeldStore();
  const taken = takenIn(new AppendInOrder(() => store), 0n, await eventsOf(700));
  await eventually('as many as may have begun', () => store.begun.length >= 512);
  await settled();
  t.equal(store.begun.length, 512);
  for (let index = 0; index < 255; index++) store.acknowledge(index);
  await settled();
  t.equal(store.begun.length, 512);
  store.acknowledge(255);
  await eventually('the rest begins', () => store.begun.length === 700);
  for (let index = 256; index < 700; index++) store.acknowledge(index);
  t.match(await taken, [{ events: 700 }]);
});

test('after an append that fails none begins, and the failure is told when nothing is under way any more', async (t) => {
  const store = new HeldStore();
  const events = await eventsOf(1_000);
  let told = false;

  const taken = takenIn(new AppendInOrder(() => store), 0n, events.slice(0, 200), events.slice(200)).catch((error: unknown) => {
    told = true;
    return error;
  });
  await eventually('as many as may have begun', () => store.begun.length === 512);
  store.begun[1]?.reject(new StoreUnavailable(new Error('the connection broke')));
  store.acknowledge(0);
  for (let index = 2; index < 511; index++) store.acknowledge(index);
  await settled();
  t.equal(told, false, 'one is still under way');
  store.acknowledge(511);

  t.ok((await taken) instanceof StoreUnavailable);
  t.equal(store.begun.length, 512, 'no other one has begun');
});

test('what goes together is the same wherever a page ends, and a page is told when all of it is acknowledged', async (t) => {
  const events = await readOn(await logOf('page-a', 'page-b', 'page-b', 'page-b', 'page-a', 'page-a'));
  const takenWith = async (...pages: readonly (typeof events)[]) => {
    const groups: string[] = [];
    let position = 0n;
    const store = {
      append: async (stream: string, _: unknown, { length }: readonly unknown[]): Promise<Appended> => {
        groups.push(`${stream} ${length}`);
        position += BigInt(length);
        return { revision: 0, position, positions: [position], written: true };
      },
    };
    const told = (await takenIn(new AppendInOrder(() => store), 0n, ...pages)).map((page) => page.events);
    return { told, groups };
  };
  const groups = ['page-a 1', 'page-b 3', 'page-a 2'];
  t.strictSame(await takenWith(events), { told: [6], groups });
  for (let first = 0; first <= 6; first++)
    for (let second = first; second <= 6; second++)
      t.strictSame(await takenWith(events.slice(0, first), events.slice(first, second), events.slice(second)), {
        told: [first, second, 6],
        groups,
      });
});
