import type { Recorded } from '../../domain/kernel/event.ts';
import type { JsonObject } from '../../domain/kernel/json.ts';
import type { AnyCommand, Outcome } from '../pipeline/command.ts';

/** Sends a command because of an event. Its id derives from the event, so sending it again after a crash is the same command. */
export type Send = (command: AnyCommand, cause: Recorded) => Promise<Outcome>;

/** Opens a job for what is slow or goes outside; at most one per event. It is there once the reactor's checkpoint lies behind the event. */
export type OpenJob = (cause: Recorded, key: string, data: JsonObject) => void;

/**
 * Turns what happened into what must happen next. At least once: after a crash a page may come again, and the command ids,
 * derived from the events, make the repetition harmless. A reactor never writes a read model.
 */
export interface Reactor {
  readonly name: string;
  /** Event types it wants; others only move its checkpoint. */
  readonly takes: readonly string[];
  /** Where it begins when it is there for the first time; never before that later on. Default: at the beginning of the log. */
  readonly begins?: 'beginning' | 'head';
  /** Called at every start, before the first page: another program may have led meanwhile, so what is in memory is old. */
  forget(): void;
  react(page: readonly Recorded[], send: Send, open: OpenJob): Promise<void>;
}
