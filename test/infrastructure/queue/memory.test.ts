import { test } from 'tap';
import { systemClock } from '../../../infrastructure/clock/system-clock.ts';
import { LazyQueue } from '../../../infrastructure/queue/lazy-queue.ts';
import { queueContract } from '../../contract/queue/queue-contract.ts';
import { MemoryQueue } from '../../support/memory-queue.ts';

queueContract('memory', async (t) => {
  const queue = new MemoryQueue(systemClock);
  t.teardown(() => queue.close());
  return () => queue;
});

queueContract('loaded when it is asked', async (t) => {
  const queue = new MemoryQueue(systemClock);
  const programs: LazyQueue[] = [];
  t.teardown(() => Promise.all(programs.map((program) => program.close())).then(() => undefined));
  return () => {
    const program = new LazyQueue(async () => queue);
    programs.push(program);
    return program;
  };
});

test('loaded when it is asked: it is loaded once, by what asks first, and not by closing', async (t) => {
  let loaded = 0;
  const queue = new LazyQueue(async () => {
    loaded += 1;
    return new MemoryQueue(systemClock);
  });
  await queue.close();
  t.equal(loaded, 0);
  await Promise.all([queue.add('a', new Date()), queue.add('b', new Date())]);
  t.equal(loaded, 1);
  await queue.close();
});
