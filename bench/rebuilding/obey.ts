import { openPool, type DatabaseAddress } from '../../infrastructure/database/connection.ts';
import type { Position } from '../../application/ports/event-store.ts';
import type { RebuildSide, SideName } from './side.ts';

/** What the program is told: first where and which way, then up to where, again and again, at last to finish. */
export type Order = { readonly side: SideName; readonly address: DatabaseAddress } | { readonly until: Position } | 'finish';

/** How long an order took, and the most memory that this process ever had. */
export interface Obeyed {
  readonly ms: number;
  readonly peakMiB: number;
}

let rebuilding: RebuildSide | undefined;

/** Only what this side needs is loaded: it counts as its memory. */
async function open(side: SideName, address: DatabaseAddress): Promise<RebuildSide> {
  if (side === 'emmett') return (await import('./emmett.ts')).emmett(address);
  const pool = openPool(address);
  if (side === 'floor') return (await import('./floor.ts')).floor(pool);
  const { fiveReadModels, oneReadModel, ours } = await import('./ours.ts');
  return ours(pool, address, side === 'five' ? fiveReadModels : oneReadModel);
}

export async function obey(order: Order): Promise<Obeyed | { readonly error: string | undefined }> {
  const begin = performance.now();
  try {
    if (order === 'finish') await rebuilding?.finish?.();
    else if ('side' in order) await (rebuilding = await open(order.side, order.address)).begin();
    else await rebuilding?.advance(order.until);
    return { ms: performance.now() - begin, peakMiB: process.resourceUsage().maxRSS / 1_024 };
  } catch (error) {
    return { error: error instanceof Error ? error.stack : String(error) };
  }
}
