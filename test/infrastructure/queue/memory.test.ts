import { systemClock } from '../../../infrastructure/clock/system-clock.ts';
import { queueContract } from '../../contract/queue/queue-contract.ts';
import { MemoryQueue } from '../../support/memory-queue.ts';

queueContract('memory', async (t) => {
  const queue = new MemoryQueue(systemClock);
  t.teardown(() => queue.close());
  return () => queue;
});
