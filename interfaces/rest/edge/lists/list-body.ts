import type { CursorPage } from '../../../../application/ports/paging.ts';
import { encodeCursor } from './cursor.ts';
import type { PageNumbers } from './part-wanted.ts';

/** Address of the request, absolute, with these parameters changed (null: taken away) and all others as they were. */
function addressWith(url: URL, changes: Readonly<Record<string, string | null>>): string {
  const address = new URL(url);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) address.searchParams.delete(name);
    else address.searchParams.set(name, value);
  }
  return address.href;
}

/** `number` is what clients recognise a page list by. Beyond the end there is an empty page, never an error. */
export function pageBody(url: URL, { page, limit }: PageNumbers, count: number, results: readonly unknown[]): object {
  const next = page * limit < count ? addressWith(url, { page: String(page + 1) }) : null;
  const previous = page > 1 ? addressWith(url, { page: page === 2 ? null : String(page - 1) }) : null;
  return { count, number: page, next, previous, results };
}

/** The client follows `cursor` out of `next`, without `with_count`. */
export function cursorBody(url: URL, { count, next }: CursorPage<unknown>, results: readonly unknown[]): object {
  return { count, next: next && addressWith(url, { cursor: encodeCursor(next), with_count: null }), previous: null, results };
}
