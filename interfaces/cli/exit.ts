import { isMendable } from '../../infrastructure/container/mendable.ts';
import { ApiFailure, ServerAway } from './api.ts';
import { BrokenOff, Problem } from './problem.ts';

const expected = [Problem, ApiFailure, ServerAway];

/** A failure that a person can mend. */
export const isExpected = (error: unknown): boolean => isMendable(error) || expected.some((kind) => error instanceof kind);

/** See the help: 1 not done, 130 ended by Ctrl-C, 143 by SIGTERM. */
export const exitCodeOf = (error: unknown): number => (error instanceof BrokenOff ? error.code : 1);

/** What a person reads of a failure: a sentence for what can be mended, everything for a defect. */
export function explained(error: unknown): string {
  if (isAddressError(error)) return addressProblem(error);
  if (error instanceof Error && isExpected(error)) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

type AddressError = NodeJS.ErrnoException & { readonly port?: number; readonly address?: string };

const isAddressError = (error: unknown): error is AddressError => error instanceof Error && (error as AddressError).syscall === 'listen';

function addressProblem({ code, port, address, message }: AddressError): string {
  if (code === 'EADDRINUSE')
    return `Port ${port} of ${address} is taken by another program. Choose another with COLOPHON_PORT (a worker: COLOPHON_WORKER_PORT; 0 = any free one), or stop that program.`;
  if (code === 'EACCES') return `Port ${port} may not be used by this user. Choose one above 1023 with COLOPHON_PORT.`;
  return `The server cannot listen: ${message}. Check COLOPHON_HOST and COLOPHON_PORT.`;
}
