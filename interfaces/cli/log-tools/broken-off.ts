import { BrokenOff } from '../problem.ts';

/** Work that Ctrl-C or SIGTERM may end: with their exit codes, and what can be done then. */
export async function unlessBrokenOff<Answer>(signal: AbortSignal, then: string, work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    throw signal.aborted ? new BrokenOff(then, signal) : error;
  }
}
