import type { Generation } from '../generation.ts';
import { changesSoFar } from '../generations.ts';
import { equipTables, rebuildInto, type Rebuild } from '../rebuild.ts';

export interface FillOrder {
  /** The last change of a generation when it was ordered: another one ends it. */
  readonly changes: bigint;
  /** Ends it between two transactions. */
  readonly signal: AbortSignal;
}

/** Fills generations that are being built up to the head of the log. False: it was ended before. @throws Interrupted, FoldFailed */
export type Fill = (generations: readonly Generation[], order: FillOrder) => Promise<boolean>;

/** In this program: through the log, indexes, the rest of the log. */
export const fillHere =
  (deps: Pick<Rebuild, 'store' | 'pool' | 'clock' | 'pageSize'>): Fill =>
  async (generations, { changes, signal }) => {
    const onWritten = async (): Promise<boolean> => (await changesSoFar(deps.pool)) === changes;
    const throughLog = () => rebuildInto(generations, { ...deps, signal, onWritten });
    if (!(await throughLog())) return false;
    await equipTables(deps.pool, generations);
    return throughLog();
  };
