import { parentPort, Worker } from 'node:worker_threads';
import { threadLimits } from '../../infrastructure/container/filling/limits.ts';
import type { Order } from './obey.ts';

/** Ours runs in a thread with the limits that it has in the product, everything else in the program itself. */
const inThread = (order: Order): boolean =>
  typeof order === 'object' && 'side' in order && (order.side === 'ours' || order.side === 'five');

function listen(): void {
  let thread: Worker | undefined;
  process.on('disconnect', () => process.exit());
  process.on('message', (order: Order) => {
    if (inThread(order)) {
      thread = new Worker(new URL(import.meta.url), { resourceLimits: threadLimits });
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
