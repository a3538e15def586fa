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

  const taken = takenIn(new AppendInOrder(store), 0n, events.slice(0, 3), events.slice(3));
  await eventually('both pages have begun', () => store.begun.length === 6);
  for (const index of [3, 4, 5, 2, 1, 0]) store.acknowledge(index);

  t.strictSame(await taken, [
    { events: 3, position: 3n },
    { events: 6, position: 6n },
  ]);
});

test('no more than 512 appends are under way at once, and others begin when half of them are acknowledged', async (t) => {
  const store = new HeldStore();
  const taken = takenIn(new AppendInOrder(store), 0n, await eventsOf(700));
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

  const taken = takenIn(new AppendInOrder(store), 0n, events.slice(0, 200), events.slice(200)).catch((error: unknown) => {
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
