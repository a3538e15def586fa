import type { EventStore, Position } from '../../ports/event-store.ts';
import type { LogImport } from '../../ports/log-import.ts';
import { IdempotencyMismatch, StoreUnavailable, WrongExpectedRevision } from '../../ports/event-store-errors.ts';
import { compareLogs, type Comparison, type LogDifference } from './compare-logs.ts';
import { StreamHashes } from './stream-hashes.ts';
import { stretchOf } from './stretch.ts';
import { Translation, type TranslatedCheckpoint } from './translation.ts';

/** Comparing what is there, copying the rest, comparing the whole. */
export type CopyPhase = 'looking' | 'copying' | 'verifying';

export interface CopyOptions {
  readonly from: Pick<EventStore, 'readAll'>;
  readonly to: Pick<EventStore, 'readAll'>;
  readonly into: LogImport;
  /** Positions of the first log, of which those in the second are wanted; asked for when everything is copied. */
  readonly checkpoints?: () => Promise<ReadonlyMap<string, Position>>;
  readonly signal?: AbortSignal | undefined;
  /** Events done in this phase, and the position that they reach to in the first log. */
  readonly onProgress?: (phase: CopyPhase, events: number, position: Position) => void;
}

export interface Copied {
  /** Events that were there already. */
  readonly found: number;
  readonly copied: number;
  /** Of the two logs, verified event by event. */
  readonly hashes: StreamHashes;
  /** Position of the last event copied in each log. */
  readonly fromPosition: Position;
  readonly toPosition: Position;
  readonly checkpoints: readonly TranslatedCheckpoint[];
}

/** The log that is copied to holds something else than the beginning of the one copied from. */
export class NoBeginning extends Error {
  readonly difference: LogDifference;
  constructor(difference: LogDifference) {
    super('The log that is copied to is no beginning of the one that is copied from.');
    this.name = 'NoBeginning';
    this.difference = difference;
  }
}

/** What was written is not what was read. */
export class CopyDiffers extends Error {
  readonly difference: LogDifference;
  constructor(difference: LogDifference) {
    super('The copy differs from the log that it was made from.');
    this.name = 'CopyDiffers';
    this.difference = difference;
  }
}

/**
 * Copies a log behind what the other holds of it:
 *
 *   looking   ──► both side by side, as far as the second one goes: it must be a beginning of the first (or empty)
 *   copying   ──► the rest, page by page, in the order of the first, up to its head as it is when that is reached;
 *                 no answer ──► looking at what is there now, and on behind it
 *   verifying ──► both side by side again, wholly
 *
 * How far a copy is says the copy itself, so it can break off anywhere and be made again. Memory holds a few pages of each log.
 * @throws NoBeginning, CopyDiffers, GrownMeanwhile, StoreUnavailable
 */
export async function copyLog(options: CopyOptions): Promise<Copied> {
  const { from, to, checkpoints, signal, onProgress } = options;
  const progress = (phase: CopyPhase) => (events: number, position: Position) => onProgress?.(phase, events, position);
  const found = await compareLogs(from, to, { signal, onProgress: progress('looking') });
  if (found.difference?.to) throw new NoBeginning(found.difference);
  const read = await copyRest(options, found, progress('copying'));
  const translation = new Translation((await checkpoints?.()) ?? new Map());
  const hashes = new StreamHashes();
  const verified = await compareLogs(from, to, {
    until: read,
    signal,
    hashes,
    onSame: (one, other) => translation.pass(one.position, other.position),
    onProgress: progress('verifying'),
  });
  if (verified.difference) throw new CopyDiffers(verified.difference);
  const { fromPosition, toPosition } = verified;
  const copied = verified.events - found.events;
  return { found: found.events, copied, hashes, fromPosition, toPosition, checkpoints: translation.end() };
}

/** Failures after which only the copy itself tells how far it is: no answer, or a stream that is not where it should be. */
const leavesOpen = [StoreUnavailable, WrongExpectedRevision, IdempotencyMismatch];

/** Gives the position in the first log that is reached. After a failure it goes on behind what is there, unless that got no further twice. */
async function copyRest(
  { from, to, into, signal }: CopyOptions,
  found: Comparison,
  onProgress: (events: number, position: Position) => void,
): Promise<Position> {
  for (let [there, stuck] = [found, 0]; ;) {
    let read = there.fromPosition;
    try {
      for await (const taken of into.take(there.toPosition, stretchOf(from, { after: read, until: null, signal }))) {
        read = taken.position;
        onProgress(there.events + taken.events, read);
      }
      return read;
    } catch (error) {
      if (!leavesOpen.some((kind) => error instanceof kind)) throw error;
      const now = await compareLogs(from, to, { behind: there, signal });
      if (now.difference?.to) throw new CopyDiffers(now.difference);
      stuck = now.events > there.events ? 0 : stuck + 1;
      if (stuck === 2) throw error;
      there = now;
    }
  }
}
