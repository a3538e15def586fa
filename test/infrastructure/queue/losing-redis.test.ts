import { test } from 'tap';
import { sweepMs } from '../../../application/jobs/job-runner.ts';
import type { Clock } from '../../../application/ports/clock.ts';
import { systemClock } from '../../../infrastructure/clock/system-clock.ts';
import { BullQueue } from '../../../infrastructure/queue/bull/bull-queue.ts';
import { idOf, jobBench, jobOf, Ringer } from '../../support/jobs.ts';
import { migratedDatabase } from '../../support/migrated.ts';
import { TestRedis, withoutRedis } from '../../support/redis.ts';
import { eventually } from '../../support/eventually.ts';

/** Time as it is, but that the sweeps come sooner. */
const clock: Clock = {
  now: () => systemClock.now(),
  wait: (ms, signal) => systemClock.wait(ms === sweepMs ? 200 : ms, signal),
};

const skip = withoutRedis ?? false;

test(
  'given two programs in the middle of work, when Redis forgets everything, or dies and comes back empty, then every job is done, each by one at a time',
  { skip },
  async (t) => {
    const database = await migratedDatabase(t);
    const redis = await TestRedis.start(t);
    const bench = jobBench(database.pool(), clock);
    const queues = Array.from({ length: 3 }, () => new BullQueue({ url: redis.url, clock, onFailure: () => undefined }));
    const [adding, ...working] = queues;
    const workers = working.map((queue) => ({ queue, ringer: new Ringer() }));
    const runners = workers.map(({ queue, ringer }) => bench.program(queue, ringer, 3));
    t.teardown(async () => {
      for (const runner of runners) await runner.stop();
      for (const queue of queues) await queue.close();
    });

    const atWork = new Set<string>();
    const twice: string[] = [];
    let gate = Promise.withResolvers<void>();
    for (const { ringer } of workers)
      ringer.does = async (name) => {
        if (atWork.has(name)) twice.push(name);
        atWork.add(name);
        await gate.promise;
        atWork.delete(name);
      };
    const keys = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'];
    const jobs = keys.flatMap((key) => [1, 2, 3, 4].map((n) => jobOf(key, n)));
    const done = (): number => workers.reduce((sum, { ringer }) => sum + ringer.done.length, 0);
    await bench.open(...jobs);
    for (const key of keys) for (const n of [1, 2, 3, 4]) await adding?.add(idOf(key, n), clock.now());
    for (const runner of runners) await runner.start();

    await eventually('both are at work', () => workers.every(({ ringer }) => ringer.atWork > 0), 60_000);
    await redis.flush();
    gate.resolve();
    await eventually('some are done', () => done() >= 6, 60_000);

    gate = Promise.withResolvers();
    await eventually('more are at work', () => atWork.size > 0, 60_000);
    await redis.kill();
    gate.resolve();
    await redis.start();
    await eventually('nothing is left', async () => (await bench.left()).length === 0, 120_000);

    t.same(twice, []);
    t.equal(done(), jobs.length);
    const inOrder = (key: string): readonly string[] => workers.flatMap(({ ringer }) => ringer.done).filter((name) => name.startsWith(key));
    for (const key of keys)
      t.same(
        inOrder(key).toSorted(),
        [1, 2, 3, 4].map((n) => `${key}${n}`),
      );
  },
);
