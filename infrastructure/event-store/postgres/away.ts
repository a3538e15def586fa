import { StoreUnavailable } from '../../../application/ports/event-store-errors.ts';

/** Errors of the socket, and of the driver when a connection ends under a statement. */
const socketCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EACCES',
]);
const driverMessages =
  /^Connection terminated|^Client has encountered a connection error|^timeout exceeded when trying to connect|^Query read timeout/;

/**
 * Classes and codes by which PostgreSQL says that it is not there for now: 08 connection, 53 out of connections, memory or disk,
 * 57P0x going down or coming up, 58 I/O trouble, 25006 a standby that takes no writes.
 */
const serverCodes = /^(08|53|58)|^57P0[1-5]$|^25006$/;

/** Whether an error of the driver means that the database is away, so that nobody knows whether a statement took effect. */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return socketCodes.has(code) || serverCodes.test(code) || driverMessages.test(error.message);
}

/** @throws StoreUnavailable where the database is away, else what the statement threw */
export async function answered<T>(statement: Promise<T>): Promise<T> {
  try {
    return await statement;
  } catch (error) {
    throw isAway(error) ? new StoreUnavailable(error) : error;
  }
}
