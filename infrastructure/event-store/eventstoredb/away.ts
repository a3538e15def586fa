import { CancelledError, DeadlineExceededError, NotLeaderError, TimeoutError, UnavailableError, UnknownError } from '@eventstore/db-client';

/** Ends of a call without an answer, as gRPC numbers them: cancelled, internal (the connection broke in it), unavailable. */
const broken = [1, 13, 14];
/** The server's words, of an append that it cannot take for now, and the library's when no node of a cluster answers. */
const notNow = /Server Is Not Ready|Server Is Busy|No leader info available|Failed to discover/i;

/** Whether an error of the library means that the server is away for now, so that nobody knows whether an append took effect. */
export function isAway(error: unknown): boolean {
  if ([UnavailableError, CancelledError, DeadlineExceededError, TimeoutError, NotLeaderError].some((kind) => error instanceof kind))
    return true;
  if (!(error instanceof Error) || (error.constructor !== Error && !(error instanceof UnknownError))) return false;
  return broken.includes(codeOf(error)) || notNow.test(error.message);
}

const codeOf = (error: Error): number => Number('code' in error ? error.code : Number.NaN);
