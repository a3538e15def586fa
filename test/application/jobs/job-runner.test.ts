import fc from 'fast-check';
import { test } from 'tap';
import { NotNow, Unrepeatable } from '../../../application/jobs/handler.ts';
import { leaseMs, sweepMs } from '../../../application/jobs/job-runner.ts';
import { afterFailure, shortPauseMs } from '../../../application/jobs/attempts.ts';
import { StoreUnavailable } from '../../../application/ports/event-store-errors.ts';
import { eventually } from '../../support/eventually.ts';
import { idOf, jobBench, jobOf, Ringer } from '../../support/jobs.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { MemoryQueue } from '../../support/memory-queue.ts';
import { migratedDatabase } from '../../support/migrated.ts';
import type { TestScope } from '../../support/postgres.ts';

const minute = 60_000;

async function benchOn(t: TestScope) {
  const database = await migratedDatabase(t);
  const clock = new ManualClock();
  const queue = new MemoryQueue(clock);
  const ringer = new Ringer();
  const bench = jobBench(database.pool(), clock);
  const runner = bench.program(queue, ringer);
  t.teardown(async () => {
    await runner.stop();
    await queue.close();
  });
  /** Waits until the sleepers wait so long, then lets the time pass. */
  const pass = async (ms: number): Promise<void> => {
    await clock.asleep(ms);
    clock.advance(ms);
  };
  const done = (...names: readonly string[]) =>
    eventually(`${names.join()} are done`, () => names.every((name) => ringer.done.includes(name)));
  const nothingLeft = () => eventually('nothing is left', async () => (await bench.left()).length === 0);
  return { ...bench, clock, queue, ringer, runner, pass, done, nothingLeft };
}

test('given jobs that were open before, when it starts, then it does them', async (t) => {
  const { open, runner, ringer, nothingLeft } = await benchOn(t);
  await open(jobOf('a', 1), jobOf('a', 2), jobOf('b', 1));
  await runner.start();
  await nothingLeft();
  t.same(
    ringer.done.filter((name) => name.startsWith('a')),
    ['a1', 'a2'],
  );
  t.same(ringer.done.toSorted(), ['a1', 'a2', 'b1']);
});

test('given a queue that has lost everything, or was away when they were opened, then the next sweep fills it again', async (t) => {
  const { open, runner, queue, pass, done, nothingLeft } = await benchOn(t);
  await runner.start();
  queue.away = true;
  await open(jobOf('a'));
  queue.away = false;
  await pass(sweepMs);
  await done('a1');
  await open(jobOf('b'));
  queue.flush();
  await pass(sweepMs);
  await nothingLeft();
});

test('given a job that fails, then it is tried again after 1, 5 and 30 minutes and 2 hours, and parked the fifth time', async (t) => {
  const { open, runner, queue, ringer, pass, left, parked } = await benchOn(t);
  ringer.does = async () => {
    throw new Error('450 busy');
  };
  await open(jobOf('a', 1), jobOf('a', 2));
  await queue.add(idOf('a', 1), new Date(0));
  await runner.start();
  for (const pause of [1, 5, 30, 120]) await pass(pause * minute);
  await eventually('it is parked', async () => (await left())[0] === '(a1)');
  t.same(ringer.begun, ['a1', 'a1', 'a1', 'a1', 'a1']);
  t.match(await parked.find(idOf('a', 1)), { reason: '450 busy', attempts: 5, behind: 1 });
});

test('given a job that no repetition helps, then it is parked at once, its key waits, and other keys go on', async (t) => {
  const { open, runner, ringer, left, done, queue, parked, parking, nothingLeft } = await benchOn(t);
  ringer.does = async (name) => {
    if (name === 'a1') throw new Unrepeatable('550 never');
  };
  await open(jobOf('a', 1), jobOf('a', 2), jobOf('a', 3), jobOf('b', 1));
  await runner.start();
  await done('b1');
  await eventually('it is parked', async () => (await left())[0] === '(a1)');
  await open(jobOf('a', 4));
  await queue.add(idOf('a', 4), new Date(0));
  t.same(
    [ringer.begun.toSorted(), await left()],
    [
      ['a1', 'b1'],
      ['(a1)', 'a2', 'a3', 'a4'],
    ],
  );

  ringer.does = async () => undefined;
  t.equal(
    await parking(queue, ringer).replay(idOf('a', 1), {
      actor: { kind: 'user', id: '7' },
      commandId: '',
      correlationId: '',
      causationId: null,
    }),
    4,
  );
  await nothingLeft();
  t.same(
    ringer.done.filter((name) => name !== 'b1'),
    ['a1', 'a2', 'a3', 'a4'],
  );
  t.same(ringer.decided, ['a1 replayed by 7']);
  t.match(await parked.decisions(5), [{ decision: 'replayed', reason: '550 never' }]);
});

test('given a parked job, when it is discarded, then what waits behind it goes on', async (t) => {
  const { open, runner, ringer, left, queue, parking, nothingLeft } = await benchOn(t);
  ringer.does = async (name) => {
    if (name === 'a1') throw new Unrepeatable('550 never');
  };
  await open(jobOf('a', 1), jobOf('a', 2));
  await runner.start();
  await eventually('it is parked', async () => (await left())[0] === '(a1)');
  const by = { actor: { kind: 'user', id: '7' }, commandId: '', correlationId: '', causationId: null } as const;
  t.equal(await parking(queue, ringer).discard(idOf('a', 1), 'enough', by), true);
  t.equal(await parking(queue, ringer).discard(idOf('a', 1), 'enough', by), false);
  t.equal(await parking(queue, ringer).replay(idOf('a', 2), by), null, 'it is not parked');
  await nothingLeft();
  t.same([ringer.done, ringer.decided], [['a2'], ['a1 discarded by 7: enough']]);
});

test('given something of our own that is away, then a job is tried again soon, and no attempt is counted', async (t) => {
  const { open, runner, ringer, clock, nothingLeft, queue } = await benchOn(t);
  const attempts: number[] = [];
  ringer.does = async (_name, job) => {
    attempts.push(job.attempts);
    if (attempts.length < 8) throw attempts.length % 2 ? new StoreUnavailable('away') : new NotNow('behind');
  };
  await open(jobOf('a'));
  await queue.add(idOf('a'), new Date(0));
  await runner.start();
  for (let n = 1; n < 8; n += 1) {
    await eventually('it waits again', () => attempts.length === n && queue.waiting.includes(idOf('a')));
    clock.advance(shortPauseMs);
  }
  await nothingLeft();
  t.same(attempts, Array(8).fill(0));
});

test('given a long job, then its claim is renewed as long as it takes', async (t) => {
  const { open, runner, ringer, pass, holdFor, heldFor, nothingLeft } = await benchOn(t);
  const hold = Promise.withResolvers<void>();
  ringer.does = () => hold.promise;
  await open(jobOf('a'));
  await runner.start();
  await eventually('it is at work', () => ringer.atWork === 1);
  for (let n = 0; n < 3; n += 1) {
    await holdFor(idOf('a'), leaseMs / 2_000);
    t.ok((await heldFor(idOf('a'))) <= leaseMs / 2_000);
    await pass(leaseMs / 3);
    await eventually('it is renewed', async () => (await heldFor(idOf('a'))) > (leaseMs * 2) / 3_000);
  }
  hold.resolve();
  await nothingLeft();
  t.same(ringer.begun, ['a1']);
});

test('given somebody who died at work, when the lease is over, then another takes the job over', async (t) => {
  const { open, jobs, runner, ringer, clock, pass, expire, nothingLeft } = await benchOn(t);
  await open(jobOf('a'));
  t.match(await jobs.claim(idOf('a'), clock.now(), leaseMs), { kind: 'claimed' });
  await runner.start();
  await pass(sweepMs);
  await eventually('it sleeps again', () => clock.waits.includes(sweepMs));
  t.same(ringer.begun, []);
  await expire(idOf('a'));
  await pass(sweepMs);
  await nothingLeft();
  t.same(ringer.done, ['a1']);
});

test('given two programs on one queue that loses everything now and then, then no job is done twice at a time, and each is done', async (t) => {
  const { open, runner, ringer, clock, program, queue, nothingLeft } = await benchOn(t);
  const active = new Set<string>();
  const twice: string[] = [];
  const other = new Ringer();
  for (const worker of [ringer, other])
    worker.does = async (name) => {
      if (active.has(name)) twice.push(name);
      active.add(name);
      await new Promise((resolve) => setImmediate(resolve));
      active.delete(name);
    };
  const second = program(queue, other);
  t.teardown(() => second.stop());
  await runner.start();
  await second.start();
  for (let n = 1; n <= 20; n += 1) {
    await open(jobOf('a', n), jobOf('b', n), jobOf(`c${n}`));
    for (const id of [idOf('a', n), idOf('b', n), idOf(`c${n}`)]) await queue.add(id, new Date(0));
    if (n % 5 === 0) queue.flush();
  }
  await eventually('nothing is left', async () => {
    clock.advance(sweepMs);
    return nothingLeft().then(() => true);
  });
  t.same(twice, []);
  t.equal(ringer.done.length + other.done.length, 60);
});

test('whatever fails, a job is parked by its fifth counted failure at the latest, and never for what is our own', async () => {
  const failure = fc.constantFrom('theirs', 'ours', 'for good');
  fc.assert(
    fc.property(fc.array(failure, { maxLength: 12 }), (failures) => {
      let attempts = 0;
      for (const kind of failures) {
        const error = kind === 'ours' ? new NotNow('x') : kind === 'theirs' ? new Error('x') : new Unrepeatable('x');
        const after = afterFailure(error, attempts);
        if (kind === 'ours') return after.kind === 'again' && after.attempts === attempts;
        attempts = after.attempts;
        if (after.kind === 'park') return kind === 'for good' || attempts === 5;
        if (kind === 'for good' || attempts >= 5) return false;
      }
      return true;
    }),
  );
});
