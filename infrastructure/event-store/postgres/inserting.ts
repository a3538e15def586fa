import type { PendingAppend } from './pending-append.ts';
import { insertEvents } from './statements.ts';
import type { Statement } from './run.ts';

const columns = 9;
const texts = new Map<number, string>();

/** Inserts appends to different streams; filled up to a power of two, so that few statements are prepared. */
export function inserting(appends: readonly PendingAppend[]): Statement {
  const values: (string | null)[] = [];
  for (const { stream, expected, rows } of appends)
    rows.forEach(({ id, type, version, time, data, metadata }, nth) =>
      values.push(stream, `${expected}`, `${expected + 1 + nth}`, id, type, `${version}`, time, data, metadata),
    );
  const size = 2 ** Math.ceil(Math.log2(values.length / columns));
  while (values.length < size * columns) values.push(null);
  const text = texts.get(size) ?? insertEvents(size);
  texts.set(size, text);
  return { name: `log-insert-${size}`, text, values };
}
