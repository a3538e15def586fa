import type { ClaimFolder } from './claim-folder.ts';
import type { Order } from './orders.ts';

export type Outcome =
  | { readonly kind: 'exited'; readonly code: number; readonly durationMs: number }
  | { readonly kind: 'ended'; readonly order: Order }
  | { readonly kind: 'lost' };

/**
 * How a task ended whose process is gone. The record of an ending is written only while there is no exit code, and before the first signal:
 * with it the code is the signal's doing, without it the task's own.
 */
export function outcomeOf({ record, exit }: Pick<ClaimFolder, 'record' | 'exit'>): Outcome {
  if (record.ending) return { kind: 'ended', order: record.ending };
  if (!exit) return { kind: 'lost' };
  const startedAt = record.process?.startedAt ?? exit.at;
  return { kind: 'exited', code: exit.code, durationMs: Math.max(0, Math.round(exit.at - startedAt)) };
}
