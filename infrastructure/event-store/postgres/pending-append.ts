import { assertFits } from '../../../application/log/limits.ts';
import { revisionOf } from '../../../application/log/repetition.ts';
import type { Expected, NewEvent } from '../../../application/ports/event-store.ts';

/** An event in the words of the table. */
export interface EventRow {
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly time: string;
  readonly data: string;
  readonly metadata: string;
}

/** An append made ready to be written, alone or with others. */
export interface PendingAppend {
  readonly stream: string;
  /** -1: the stream does not exist. */
  readonly expected: number;
  readonly rows: readonly EventRow[];
  readonly bytes: number;
}

/** @throws AppendTooLarge */
export function pendingAppend(stream: string, expected: Expected, events: readonly NewEvent[]): PendingAppend {
  const rows = events.map(pendingRow);
  const bytes = rows.reduce(
    (sum, row) => sum + Buffer.byteLength(row.data) + Buffer.byteLength(row.metadata) + Buffer.byteLength(row.type),
    0,
  );
  assertFits(stream, rows.length, bytes);
  return { stream, expected: revisionOf(expected), rows, bytes };
}

/** The event as the table takes it. */
export const pendingRow = ({ id, type, version, time, data, metadata }: NewEvent): EventRow => ({
  id,
  type,
  version,
  time: time.toISOString(),
  data: JSON.stringify(data),
  metadata: JSON.stringify(metadata),
});
