import { FoldFailed } from './fold-failed.ts';

/**
 * SQLSTATE classes by which the database refuses rows rather than service: bad values, broken constraints, unknown tables and
 * columns, limits. All else (connection lost, shutdown, deadlock, disk full) passes, and the same page is tried again.
 */
const refusing = new Set(['22', '23', '42', '54']);

/** Whether this failure stays however often the page is tried. */
export const isDefect = (error: unknown): boolean => {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && code.length === 5 && refusing.has(code.slice(0, 2));
};

/** Blames a projection for what the database refused, and for values that cannot be written down (the errors of JSON and of dates). */
export const blame =
  (projection: string) =>
  (error: unknown): never => {
    throw isDefect(error) || error instanceof TypeError || error instanceof RangeError ? new FoldFailed(projection, null, error) : error;
  };
