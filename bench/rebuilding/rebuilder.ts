import { parentPort, Worker } from 'node:worker_threads';
import { threadLimits } from '../../infrastructure/container/filling/limits.ts';
import type { Order } from './obey.ts';

/** How many of ours: they run in a thread with the limits that it has in the product; everything else runs in the program itself. */
const readModelsOf = (order: Order): number => {
  const side = typeof order === 'object' && 'side' in order ? order.side : null;
  return side === 'ours' ? 1 : side === 'five' ? 5 : 0;
};

function listen(): void {
  let thread: Worker | undefined;
  process.on('disconnect', () => process.exit());
  process.on('message', (order: Order) => {
    const readModels = readModelsOf(order);
    if (readModels > 0) {
      thread = new Worker(new URL(import.meta.url), { resourceLimits: threadLimits(readModels) });
      thread.on('message', (said: unknown) => process.send?.(said));
      thread.on('error', (error) => process.send?.({ error: error.stack }));
    }
    if (thread) thread.postMessage(order);
    else void import('./obey.ts').then(({ obey }) => obey(order)).then((said) => process.send?.(said));
  });
}

async function obeyParent(): Promise<void> {
  const { obey } = await import('./obey.ts');
  parentPort?.on('message', (order: Order) => void obey(order).then((said) => parentPort?.postMessage(said)));
}

await (parentPort ? obeyParent() : listen());
