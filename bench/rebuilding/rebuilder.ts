import { parentPort, Worker } from 'node:worker_threads';
import { threadLimits } from '../../infrastructure/container/filling/in-thread.ts';
import { openPool, type DatabaseAddress } from '../../infrastructure/database/connection.ts';
import type { Position } from '../../application/ports/event-store.ts';
import { emmett } from './emmett.ts';
import { floor } from './floor.ts';
import { fiveReadModels, oneReadModel, ours } from './ours.ts';
import type { RebuildSide, SideName } from './side.ts';

/** What the program is told: first where and which way, then up to where, again and again, at last to finish. */
export type Order = { readonly side: SideName; readonly address: DatabaseAddress } | { readonly until: Position } | 'finish';

/** How long an order took, and the most memory that this process ever had. */
export interface Obeyed {
  readonly ms: number;
  readonly peakMiB: number;
}

let rebuilding: RebuildSide | undefined;

function open(side: SideName, address: DatabaseAddress): RebuildSide {
  const pool = openPool(address);
  switch (side) {
    case 'ours':
      return ours(pool, address, oneReadModel);
    case 'five':
      return ours(pool, address, fiveReadModels);
    case 'floor':
      return floor(pool);
    case 'emmett':
      return emmett(address);
  }
}

async function obey(order: Order): Promise<Obeyed> {
  const begin = performance.now();
  if (order === 'finish') await rebuilding?.finish?.();
  else if ('side' in order) await (rebuilding = open(order.side, order.address)).begin();
  else await rebuilding?.advance(order.until);
  return { ms: performance.now() - begin, peakMiB: process.resourceUsage().maxRSS / 1_024 };
}

const obeyed = (order: Order): Promise<Obeyed | { readonly error: string | undefined }> =>
  obey(order).catch((error: unknown) => ({ error: error instanceof Error ? error.stack : String(error) }));

/** Ours runs in a thread with the limits that it has in the product, everything else in the program itself. */
function listen(): void {
  let thread: Worker | undefined;
  process.on('message', (order: Order) => {
    if (typeof order === 'object' && 'side' in order && (order.side === 'ours' || order.side === 'five')) {
      thread = new Worker(new URL(import.meta.url), { resourceLimits: threadLimits });
      thread.on('message', (said: unknown) => process.send?.(said));
      thread.on('error', (error) => process.send?.({ error: error.stack }));
    }
    if (thread) thread.postMessage(order);
    else void obeyed(order).then((said) => process.send?.(said));
  });
  process.on('disconnect', () => process.exit());
}

if (parentPort) parentPort.on('message', (order: Order) => void obeyed(order).then((said) => parentPort?.postMessage(said)));
else listen();
