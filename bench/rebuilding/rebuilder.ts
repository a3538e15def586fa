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

process.on('message', (order: Order) => {
  void obey(order).then(
    (obeyed) => process.send?.(obeyed),
    (error: unknown) => process.send?.({ error: error instanceof Error ? error.stack : String(error) }),
  );
});
process.on('disconnect', () => process.exit());
