import { once } from 'node:events';
import { Worker, type ResourceLimits } from 'node:worker_threads';
import { Interrupted } from '../../../projections/engine/build/build-pass.ts';
import type { Fill } from '../../../projections/engine/build/fill.ts';
import { FoldFailed } from '../../../projections/engine/fold-failed.ts';
import type { DatabaseAddress } from '../../database/connection.ts';
import type { Settings } from '../../settings.ts';
import { threadLimits } from './limits.ts';
import type { ThreadAnswer, ThreadOrder } from './thread.ts';

/**
 * Fills in a thread with connections and a memory of its own: requests of this program are answered meanwhile as if nothing was, and
 * what runs out of memory is the thread. It is made for each order; where rows are so wide that the limits do not hold them, another one
 * without limits goes on from what was written.
 */
export const inThread =
  (address: DatabaseAddress, { eventStoreUrl }: Pick<Settings, 'eventStoreUrl'>, limits = threadLimits): Fill =>
  async (generations, { changes, signal }) => {
    const named = generations.map(({ projection, number }) => ({ projection: projection.name, number }));
    const order: ThreadOrder = { address, eventStoreUrl, generations: named, changes };
    const limited = ordered(order, signal, limits(generations.length));
    const answer = await limited.catch((error: unknown) => {
      if (isOutOfMemory(error)) return ordered(order, signal, {});
      throw error;
    });
    return outcome(answer);
  };

const isOutOfMemory = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY';

async function ordered(order: ThreadOrder, signal: AbortSignal, resourceLimits: ResourceLimits): Promise<ThreadAnswer> {
  const thread = new Worker(new URL('thread.ts', import.meta.url), {
    name: 'filling read models',
    workerData: order,
    resourceLimits,
  });
  const stop = (): void => thread.postMessage('stop');
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop);
  const over = once(thread, 'exit');
  try {
    const said = once(thread, 'message') as Promise<[ThreadAnswer]>;
    const [answer] = await Promise.race([said, over.then(([code]) => died(code))]);
    await over;
    return answer;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function died(code: unknown): never {
  throw new Error(`The thread that fills read models ended without a word (${String(code)}).`);
}

function outcome(answer: ThreadAnswer): boolean {
  switch (answer.kind) {
    case 'filled':
      return answer.whole;
    case 'interrupted':
      throw new Interrupted();
    case 'fold failed':
      throw new FoldFailed(answer.projection, answer.recorded, answer.cause);
    case 'failed':
      throw answer.error;
  }
}
