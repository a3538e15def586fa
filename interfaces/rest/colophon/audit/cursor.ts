import type { CursorKey, CursorPage, CursorWanted } from '../../../../application/ports/paging.ts';
import { EdgeRefusal, invalid } from '../../edge/refusals/edge-refusal.ts';

/** The number that a cursor of ours holds; null at the beginning. @throws EdgeRefusal for another list's */
function numberOf(after: CursorKey | null): bigint | null {
  if (after === null) return null;
  const [key] = after;
  if (after.length === 1 && typeof key === 'string' && /^\d{1,19}$/.test(key)) return BigInt(key);
  throw new EdgeRefusal([invalid('cursor', 'This cursor is not valid.')]);
}

/** A part of a list whose order is a number of each row. `fetch` gives up to so many rows after one. */
export async function cursorPart<Row>(
  { after, limit, withCount }: CursorWanted,
  fetch: (after: bigint | null, limit: number) => Promise<readonly Row[]>,
  keyOf: (row: Row) => bigint | number,
  count: () => Promise<number>,
): Promise<CursorPage<Row>> {
  const found = await fetch(numberOf(after), limit + 1);
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return {
    rows,
    next: found.length > limit && last !== undefined ? [String(keyOf(last))] : null,
    count: withCount ? await count() : null,
  };
}
