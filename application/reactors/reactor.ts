import type { Recorded } from '../../domain/kernel/event.ts';
import type { AnyCommand, Outcome } from '../pipeline/command.ts';

/** Sends a command because of an event. Its id derives from the event, so sending it again after a crash is the same command. */
export type Send = (command: AnyCommand, cause: Recorded) => Promise<Outcome>;

/**
 * Turns what happened into what must happen next. At least once: after a crash a page may come again, and the command ids,
 * derived from the events, make the repetition harmless. A reactor never writes a read model.
 */
export interface Reactor {
  readonly name: string;
  /** Event types it wants; others only move its checkpoint. */
  readonly takes: readonly string[];
  /** Called at every start, before the first page: another program may have led meanwhile, so what is in memory is old. */
  forget(): void;
  react(page: readonly Recorded[], send: Send): Promise<void>;
}
