import type { PendingAppend } from './pending-append.ts';

/**
 * Appends of a batch in groups that hold every stream once: the n-th append to a stream comes in the n-th group, and is checked
 * against what the groups before it left. Nearly always there is one group.
 */
export function turnsOf(batch: readonly PendingAppend[]): readonly (readonly PendingAppend[])[] {
  if (batch.length === 1) return [batch];
  const turns: PendingAppend[][] = [];
  const seen = new Map<string, number>();
  for (const append of batch) {
    const turn = seen.get(append.stream) ?? 0;
    seen.set(append.stream, turn + 1);
    (turns[turn] ??= []).push(append);
  }
  return turns;
}
