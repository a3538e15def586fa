import { test } from 'tap';
import { systemClock } from '../../../infrastructure/clock/system-clock.ts';
import { BullQueue } from '../../../infrastructure/queue/bull/bull-queue.ts';
import { Calls } from '../../contract/queue/calls.ts';
import { queueContract } from '../../contract/queue/queue-contract.ts';
import type { TestScope } from '../../support/postgres.ts';
import { TestRedis, withoutRedis } from '../../support/redis.ts';

/** Queues on a Redis, closed before it ends: teardowns run the last one first. */
function programsOn(t: TestScope, { url }: TestRedis) {
  const open: BullQueue[] = [];
  t.teardown(() => Promise.all(open.map((queue) => queue.close())).then(() => undefined));
  return (): BullQueue => {
    const queue = new BullQueue({ url, clock: systemClock, onFailure: () => undefined });
    open.push(queue);
    return queue;
  };
}

if (withoutRedis !== null) test('bull', { skip: withoutRedis }, () => undefined);
else {
  queueContract('bull', async (t) => programsOn(t, await TestRedis.start(t)));

  test('bull: given a Redis that is away, then adding fails soon, a worker begins when it is there, and everything ends', async (t) => {
    const redis = await TestRedis.prepare(t);
    const program = programsOn(t, redis);
    const adding = program();
    t.equal(await adding.add('a', new Date()), false);
    const calls = new Calls();
    const worker = await program().work(calls.run, 1);
    t.equal(await adding.add('b', new Date()), false);
    await redis.start();
    while (!(await adding.add('c', new Date())));
    await calls.times(1);
    await worker.stop();
    t.match(calls.ids.at(-1), 'c');

    const lonely = await program().work(calls.run, 1);
    await redis.kill();
    t.equal(await adding.add('d', new Date()), false);
    await lonely.stop();
  });

  test('bull: given runs under way, when Redis forgets everything or is killed, then they end and what is added later runs', async (t) => {
    const redis = await TestRedis.start(t);
    const program = programsOn(t, redis);
    const calls = new Calls();
    let hold = Promise.withResolvers<null>();
    calls.answer = () => hold.promise;
    const worker = await program().work(calls.run, 2);
    const adding = program();

    await adding.add('flushed', new Date());
    await adding.add('later', new Date(Date.now() + 3_600_000));
    await calls.times(1);
    await redis.flush();
    hold.resolve(null);
    await adding.add('flushed', new Date());
    await adding.add('later', new Date());
    await calls.times(3);

    hold = Promise.withResolvers();
    await adding.add('killed', new Date());
    await calls.times(4);
    await redis.kill();
    hold.resolve(null);
    await redis.start();
    while (!(await adding.add('after', new Date())));
    await calls.times(5);
    await worker.stop();
    t.same(calls.ids.toSorted(), ['after', 'flushed', 'flushed', 'killed', 'later']);
  });
}
