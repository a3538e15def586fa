import { join } from 'node:path';
import type { Position } from '../../application/ports/event-store.ts';
import type { DatabaseAddress } from '../../infrastructure/database/connection.ts';
import { memoryFlags, memoryLimits } from '../../infrastructure/container/filling/limits.ts';
import { forked, type Forked } from '../serving/forked.ts';
import type { Workbench } from '../workbench.ts';
import type { Obeyed, Order } from './obey.ts';
import type { SideName } from './side.ts';

/** How one side did, a process of its own. */
export interface Done {
  /** Milliseconds of each stretch of the log, from the first to the last. */
  readonly stretchesMs: readonly number[];
  /** Of what follows them: indexes. */
  readonly finishMs: number;
  readonly peakMiB: number;
}

interface Entrant {
  readonly side: SideName;
  readonly child: Forked;
  readonly obeyed: Obeyed[];
}

export const totalMs = ({ stretchesMs, finishMs }: Done): number => stretchesMs.reduce((sum, ms) => sum + ms, finishMs);

/**
 * Rebuilds the whole log by each side, in turns: A its first stretch, B its first, B its second, A its second … So whatever the machine
 * does beside them hits all alike.
 */
export async function contest<Side extends SideName>(
  workbench: Workbench,
  address: DatabaseAddress,
  { sides, events, stretches }: { readonly sides: readonly Side[]; readonly events: number; readonly stretches: number },
): Promise<Readonly<Record<Side, Done>>> {
  const entrants = sides.map((side): Entrant => ({
    side,
    child: forked(workbench, join(import.meta.dirname, 'rebuilder.ts'), flagsOf(side)),
    obeyed: [],
  }));
  for (const { side, child } of entrants) await order(child, { side, address });
  for (let stretch = 1; stretch <= stretches; stretch++) {
    const until: Position = BigInt(Math.round((events * stretch) / stretches));
    for (const { child, obeyed } of stretch % 2 === 0 ? entrants.toReversed() : entrants) obeyed.push(await order(child, { until }));
  }
  const done = new Map<SideName, Done>();
  for (const { side, child, obeyed } of entrants) done.set(side, doneOf(obeyed, await order(child, 'finish')));
  await Promise.all(entrants.map(({ child }) => child.end()));
  return Object.fromEntries(done) as Record<Side, Done>;
}

/** Ours has the memory that it has in the product. */
function flagsOf(side: SideName): readonly string[] {
  if (side === 'ours') return memoryFlags(memoryLimits(1));
  return side === 'five' ? memoryFlags(memoryLimits(5)) : [];
}

const doneOf = (stretches: readonly Obeyed[], finish: Obeyed): Done => ({
  stretchesMs: stretches.map(({ ms }) => ms),
  finishMs: finish.ms,
  peakMiB: finish.peakMiB,
});

async function order(child: Forked, what: Order): Promise<Obeyed> {
  const said = (await child.ask(what)) as Obeyed | { readonly error: string };
  if ('error' in said) throw new Error(`The rebuild failed: ${said.error}`);
  return said;
}
