import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Interrupted } from '../../../projections/engine/build/build-pass.ts';
import type { Fill } from '../../../projections/engine/build/fill.ts';
import { FoldFailed } from '../../../projections/engine/fold-failed.ts';
import type { DatabaseAddress } from '../../database/connection.ts';
import type { Settings } from '../../settings.ts';
import type { FillerAnswer, FillerOrder } from './messages.ts';
import { memoryFlags, memoryLimits, type MemoryLimits } from './limits.ts';

/**
 * Fills in a process with connections, a memory and a priority of its own, so that this program answers meanwhile as if nothing was, and
 * what runs out of memory is the other one. A thread would not do: it shares the map of the memory, and a thread of low priority that
 * holds it keeps the whole program waiting. A process is made for each order; where rows are so wide that the limits do not hold them,
 * another one without limits goes on from what was written.
 */
export const inProcess =
  (address: DatabaseAddress, { eventStoreUrl }: Pick<Settings, 'eventStoreUrl'>, limits = memoryLimits): Fill =>
  async (generations, { changes, signal }) => {
    const named = generations.map(({ projection, number }) => ({ projection: projection.name, number }));
    const order: FillerOrder = { address, eventStoreUrl, generations: named, changes };
    const answer =
      (await ordered(order, signal, limits(generations.length))) ?? (await ordered(order, signal, null)) ?? outOfMemory(generations.length);
    return outcome(answer);
  };

/** Null: it ran out of memory. */
async function ordered(order: FillerOrder, signal: AbortSignal, limits: MemoryLimits | null): Promise<FillerAnswer | null> {
  const filler = fork(new URL('filler.ts', import.meta.url), {
    execArgv: [...process.execArgv, ...(limits ? memoryFlags(limits) : [])],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const tell = (what: FillerOrder | 'stop'): void => void filler.send(what, () => undefined); // it may be gone: that is heard of by its end
  const stop = (): void => tell('stop');
  const said: FillerAnswer[] = [];
  let complaint = '';
  filler.on('message', (answer: FillerAnswer) => said.push(answer));
  filler.stderr?.on('data', (part: Buffer) => (complaint = (complaint + part.toString()).slice(-mostComplaint)));
  tell(order);
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop);
  try {
    const [code, cause] = (await once(filler, 'close')) as [number | null, NodeJS.Signals | null];
    const [answer] = said;
    if (answer) return answer;
    if (isOutOfMemory(complaint)) return null;
    throw new Error(`The process that fills read models ended without a word (${cause ?? code}). ${complaint}`.trim());
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** Characters of what a dying process says, from its end. */
const mostComplaint = 4_000;
const isOutOfMemory = (complaint: string): boolean => /heap out of memory|Reached heap limit|Fatal process out of memory/i.test(complaint);

function outOfMemory(generations: number): never {
  throw new Error(`The machine has too little memory to fill ${generations} read models at once; let fewer be built together.`);
}

function outcome(answer: FillerAnswer): boolean {
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
