import { buffer } from 'node:stream/consumers';
import type { BlobRef, Blobs } from '../ports/blobs.ts';
import { logKey } from './blob-keys.ts';

const most = 64 * 1024;

export const logOf = (taskId: string, attempt: number): BlobRef => ({ bucket: 'ponos-logs', key: logKey(taskId, attempt) });

/** The last 64 KiB of an attempt's log, from the beginning of a line; '' when it is empty or was never uploaded. */
export async function logTail(blobs: Blobs, taskId: string, attempt: number): Promise<string> {
  const log = logOf(taskId, attempt);
  const size = (await blobs.info(log))?.size ?? 0;
  if (size === 0) return '';
  const start = Math.max(0, size - most);
  const stream = await blobs.get(log, { start, end: size - 1 });
  const text = stream ? (await buffer(stream)).toString('utf8') : '';
  return start === 0 ? text : text.slice(text.indexOf('\n') + 1);
}
