import { test } from 'tap';
import type { JobQueue } from '../../../application/ports/queue.ts';
import type { TestScope } from '../../support/postgres.ts';
import { Calls } from './calls.ts';

/** Opens queues of one more program each, on the same backing. */
export type Programs = () => JobQueue;

const now = (): Date => new Date();
const inAnHour = (): Date => new Date(Date.now() + 3_600_000);

/** What every queue promises. */
export function queueContract(name: string, open: (t: TestScope) => Promise<Programs>): void {
  test(`${name}: given a worker, when an id is added by another program, then it runs`, async (t) => {
    const program = await open(t);
    const calls = new Calls();
    const worker = await program().work(calls.run, 1);
    t.equal(await program().add('a', now()), true);
    await calls.times(1);
    await worker.stop();
    t.same(calls.ids, ['a']);
  });

  test(`${name}: given ids that wait, when two workers come, then each id runs once`, async (t) => {
    const program = await open(t);
    const ids = Array.from({ length: 20 }, (_, n) => `id-${n}`);
    const adding = program();
    for (const id of ids) await adding.add(id, now());
    const calls = new Calls();
    const workers = [await program().work(calls.run, 2), await program().work(calls.run, 2)];
    await calls.times(20);
    for (const worker of workers) await worker.stop();
    t.same([...calls.ids].sort(), [...ids].sort());
  });

  test(`${name}: given an id that waits, when it is added again, then it waits once`, async (t) => {
    const program = await open(t);
    const adding = program();
    for (const id of ['a', 'a', 'b', 'a', 'c']) t.equal(await adding.add(id, now()), true);
    const calls = new Calls();
    const worker = await program().work(calls.run, 1);
    await calls.times(3);
    await worker.stop();
    t.same(calls.ids.toSorted(), ['a', 'b', 'c']);
  });

  test(`${name}: given an id that is due later, then it does not run before`, async (t) => {
    const program = await open(t);
    const adding = program();
    const calls = new Calls();
    const ranAt = new Map<string, Date>();
    calls.answer = async (id) => {
      ranAt.set(id, now());
      return null;
    };
    const worker = await program().work(calls.run, 1);
    const soon = new Date(Date.now() + 100);
    await adding.add('much later', inAnHour());
    await adding.add('soon', soon);
    await adding.add('now', now());
    await calls.times(2);
    await worker.stop();
    t.same(calls.ids.toSorted(), ['now', 'soon']);
    t.ok(ranAt.get('soon')! >= soon, 'not before its time');
  });

  test(`${name}: given more ids than a worker is wide, then so many run at a time`, async (t) => {
    const program = await open(t);
    const calls = new Calls();
    const hold = Promise.withResolvers<null>();
    calls.answer = () => hold.promise;
    const adding = program();
    for (const id of ['a', 'b', 'c', 'd', 'e']) await adding.add(id, now());
    const worker = await program().work(calls.run, 2);
    await calls.times(2);
    t.equal(calls.atWork, 2);
    hold.resolve(null);
    await calls.times(5);
    await worker.stop();
    t.equal(calls.most, 2);
  });

  test(`${name}: given a run that names a time, then it runs again, until one names none`, async (t) => {
    const program = await open(t);
    const calls = new Calls();
    calls.answer = async () => (calls.ids.length < 3 ? now() : null);
    const worker = await program().work(calls.run, 1);
    await program().add('a', now());
    await calls.times(3);
    await worker.stop();
    t.same(calls.ids, ['a', 'a', 'a']);
  });

  test(`${name}: given a run that fails, then it is over, others run, and it may be added again`, async (t) => {
    const program = await open(t);
    const calls = new Calls();
    calls.answer = async (id) => {
      if (id === 'bad' && calls.ids.length === 1) throw new Error('no');
      return null;
    };
    const worker = await program().work(calls.run, 1);
    const adding = program();
    await adding.add('bad', now());
    await calls.times(1);
    await adding.add('good', now());
    await calls.times(2);
    await adding.add('bad', now());
    await calls.times(3);
    await worker.stop();
    t.same(calls.ids, ['bad', 'good', 'bad']);
  });

  test(`${name}: given a run under way, when its worker stops, then it ends first, and another worker takes what is left`, async (t) => {
    const program = await open(t);
    const calls = new Calls();
    const hold = Promise.withResolvers<null>();
    calls.answer = () => hold.promise;
    const worker = await program().work(calls.run, 1);
    const adding = program();
    await adding.add('a', now());
    await calls.times(1);
    await adding.add('b', now());
    let stopped = false;
    const stopping = worker.stop().then(() => (stopped = true));
    t.equal(stopped, false);
    hold.resolve(null);
    await stopping;
    t.same([calls.ids, calls.atWork], [['a'], 0]);
    const other = new Calls();
    const next = await program().work(other.run, 1);
    await other.times(1);
    await next.stop();
    t.same(other.ids, ['b']);
  });
}
