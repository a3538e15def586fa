import { setTimeout as wait } from 'node:timers/promises';
import { ApiFailure, ServerAway, type Api } from '../api.ts';
import { ProgressReader, type Progress } from './progress.ts';
import type { View } from './view.ts';

const everyMs = 500;

/**
 * Shows a process until it has finished, or the signal aborts. A server that goes away, or says that what it stands on is away, is waited
 * for: its processes go on. Resolves with the last picture. @throws ApiFailure when the process cannot be read
 */
export async function follow(api: Api, processId: string, view: View, signal: AbortSignal): Promise<Progress | null> {
  const reader = new ProgressReader(api, processId);
  let last: Progress | null = null;
  while (!signal.aborted) {
    try {
      last = await reader.read();
      view.show(last);
      if (last.process.finished !== null || last.process.started === null) break;
    } catch (error) {
      if (!isForNow(error) || last === null) throw error;
    }
    await wait(everyMs, undefined, { signal }).catch(() => undefined);
  }
  view.end();
  return last;
}

const unavailable = 503;
const isForNow = (error: unknown): boolean => error instanceof ServerAway || (error instanceof ApiFailure && error.status === unavailable);
