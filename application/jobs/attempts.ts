import { CommandConflict } from '../pipeline/command.ts';
import { StoreUnavailable } from '../ports/event-store-errors.ts';
import { ReadSideBehind } from '../ports/read-side.ts';
import { NotNow, Unrepeatable } from './handler.ts';

const minute = 60_000;

/** Pauses after the first failed attempts; the one after the last of them is the fifth, and parks. */
export const pausesMs: readonly number[] = [minute, 5 * minute, 30 * minute, 120 * minute];

/** What is away of our own is asked again after this time. */
export const shortPauseMs = 10_000;

/** What becomes of a job whose attempt failed. */
export type AfterFailure =
  | { readonly kind: 'again'; readonly afterMs: number; readonly attempts: number }
  | { readonly kind: 'park'; readonly reason: string; readonly attempts: number };

/** `attempts`: that failed before this one. */
export function afterFailure(error: unknown, attempts: number): AfterFailure {
  if (isOurs(error)) return { kind: 'again', afterMs: shortPauseMs, attempts };
  const pause = pausesMs[attempts];
  if (error instanceof Unrepeatable || pause === undefined) return { kind: 'park', reason: reasonOf(error), attempts: attempts + 1 };
  return { kind: 'again', afterMs: pause, attempts: attempts + 1 };
}

const isOurs = (error: unknown): boolean =>
  error instanceof NotNow || error instanceof StoreUnavailable || error instanceof CommandConflict || error instanceof ReadSideBehind;

const longest = 1000;
const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, longest);
