import { v5 } from 'uuid';
import type { Environment } from './environment.ts';

/**
 * Keys of the writes for an element. The server keeps them per worker run.
 *
 * A result has the same key in every attempt of the run: a second attempt repeats the first one's writes without doubling them. A report of
 * an activity belongs to the claim that makes it: with the key of an earlier attempt it would be answered from memory, and the element
 * would not be taken over. A claim is known here by its token, which does not leave its digest.
 */
export function idempotencyKeys({ workerRunId, token }: Pick<Environment, 'workerRunId' | 'token'>) {
  return {
    result: (elementId: string, step: string): string => v5(`${elementId}/${step}`, workerRunId),
    activity: (elementId: string, state: string): string => v5(`${elementId}/activity/${state}/${token}`, workerRunId),
  };
}
