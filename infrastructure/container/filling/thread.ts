import { enableCompileCache } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import type { Position } from '../../../application/ports/event-store.ts';
import type { Recorded } from '../../../domain/kernel/event.ts';
import type { DatabaseAddress } from '../../database/connection.ts';

/** What the thread is made for; it is told to end early by any message. */
export interface ThreadOrder {
  readonly address: DatabaseAddress;
  readonly eventStoreUrl: string | undefined;
  readonly generations: readonly { readonly projection: string; readonly number: number }[];
  readonly changes: Position;
}

/** What it says once, before it ends. */
export type ThreadAnswer =
  | { readonly kind: 'filled'; readonly whole: boolean }
  | { readonly kind: 'interrupted' }
  | { readonly kind: 'fold failed'; readonly projection: string; readonly recorded: Recorded | null; readonly cause: unknown }
  | { readonly kind: 'failed'; readonly error: unknown };

enableCompileCache();
const { answerOf } = await import('./answer-of.ts');

const stop = new AbortController();
parentPort?.on('message', () => stop.abort());
const answer = await answerOf(workerData as ThreadOrder, stop.signal);
parentPort?.postMessage(answer);
parentPort?.close();
