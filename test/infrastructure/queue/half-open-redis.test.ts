import { test } from 'tap';
import { systemClock } from '../../../infrastructure/clock/system-clock.ts';
import { BullQueue } from '../../../infrastructure/queue/bull/bull-queue.ts';
import { Calls } from '../../contract/queue/calls.ts';
import { databaseLine } from '../../support/database-line.ts';
import { TestRedis, withoutRedis } from '../../support/redis.ts';

const options = withoutRedis === null ? {} : { skip: withoutRedis };

test(
  'given a line to Redis that carries nothing any more, adding returns soon, and once it carries again, work goes on',
  options,
  async (t) => {
    const redis = await TestRedis.start(t);
    const line = await databaseLine(t, { port: redis.port });
    const queues = [1, 2].map(
      () => new BullQueue({ url: `redis://127.0.0.1:${line.port}/0`, clock: systemClock, onFailure: () => undefined }),
    );
    const [adding, working] = [queues[0]!, queues[1]!];
    t.teardown(() => Promise.all(queues.map((queue) => queue.close())).then(() => undefined));
    const calls = new Calls();
    const gate = Promise.withResolvers<null>();
    calls.answer = () => gate.promise;
    const worker = await working.work(calls.run, 1);
    await adding.add('at work', new Date());
    await calls.times(1);

    line.goDead();
    t.equal(await adding.add('lost', new Date()), false, 'it returns, and says that the queue is away');
    gate.resolve(null);
    line.heal();

    while (!(await adding.add('after', new Date())));
    while (!calls.ids.includes('after')) await calls.times(calls.ids.length + 1);
    await worker.stop();
    t.pass('it runs and ends');
  },
);
