import type { Actor } from '../../domain/kernel/event.ts';
import type { Refusal } from '../../domain/kernel/refusal.ts';

/** Who asked for what, and why it was not carried out. */
export interface RefusedAsking {
  readonly actor: Actor;
  readonly command: string;
  /** The stream it was addressed to, or the address of a request that never became a command. */
  readonly target: string;
  readonly commandId: string;
  readonly correlationId: string;
  /** The event by which a reactor was led to ask for it; null when nobody but its sender did. */
  readonly causationId: string | null;
  readonly refusals: readonly Refusal[];
}

/** A command that was not carried out, to be kept: outside the log, so that no client can fill it. */
export interface RefusedCommand extends RefusedAsking {
  readonly at: Date;
  /** What was asked; only its digest is kept. */
  readonly input: unknown;
}

/**
 * Keeps refused commands for 90 days; those whose codes are all among `onlyCounted` are only counted, per actor and hour.
 * `keep` never throws and nobody waits for it: a record of refusals is no condition for answering.
 */
export interface Refusals {
  keep(refused: RefusedCommand): void;
}

/** Said so often, and by design, that a count tells all. */
export const onlyCounted: ReadonlySet<string> = new Set(['activity_conflict', 'unauthenticated', 'validation_failed']);
