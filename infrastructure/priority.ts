import { constants, setPriority } from 'node:os';

/** A tenth of the processor's time is left to it where others want all: it must not fall behind what is appended meanwhile. */
export const niceness = constants.priority.PRIORITY_BELOW_NORMAL;

/** Lets everything else of this machine go before a process (or, on Linux, a thread), where we may tell it. */
export function lowerPriority(id: number): void {
  try {
    setPriority(id, niceness);
  } catch {
    // not ours to tell, or gone
  }
}
