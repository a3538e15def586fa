import { StoreUnavailable } from '../../../application/ports/event-store-errors.ts';

/** Errors of the socket. */
const socketCodes = /^(ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/;

/** Words of the driver, when a connection cannot be had in time or ends under a statement. */
const driverMessages = /^(Connection terminated|Client has encountered a connection error|Query read timeout|timeout e)/;

/**
 * Codes by which PostgreSQL says that it cannot answer for now: 08 connection, 53 out of connections, memory or disk, 57P01–57P03 going
 * down or coming up, 57P05 idle too long, 57014 cancelled by a time limit, 58 I/O trouble, 25006 a standby that takes no writes.
 */
const serverCodes = /^(08...|53...|57P0[1235]|57014|58...|25006)$/;

/** Whether an error of the driver means that the database is away, so that nobody knows whether a statement took effect. */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return socketCodes.test(code) || serverCodes.test(code) || driverMessages.test(error.message);
}

/** What a statement's failure means to the users of the store: `StoreUnavailable` where the database is away, else the error itself. */
export const storeError = (error: unknown): unknown => (isAway(error) ? new StoreUnavailable(error) : error);

/** @throws StoreUnavailable where the database is away, else what the statement threw */
export async function answered<T>(statement: Promise<T>): Promise<T> {
  try {
    return await statement;
  } catch (error) {
    throw storeError(error);
  }
}
