import type { AnyCommand, Origin } from './command.ts';
import type { Loaded } from './load.ts';
import type { Recorded } from '../../domain/kernel/event.ts';

/** What a stream already holds of a command. */
export interface Held {
  readonly events: readonly Recorded[];
  /**
   * none     – never carried out here: decide
   * refusal  – it only left the record of a refusal: decide again, behind it
   * whole    – carried out: its first answer is its answer
   * prefix?  – in a stream of this command's own, where a large request is written in several appends: maybe only their beginning
   */
  readonly kind: 'none' | 'refusal' | 'whole' | 'prefix?';
}

export function heldOf(command: AnyCommand, { commandId }: Origin, loaded: Loaded<unknown>): Held {
  const events = loaded.events.filter((event) => event.metadata.commandId === commandId);
  if (events.length === 0) return { events, kind: 'none' };
  const { refusalEvents = [] } = command.decision.aggregate;
  if (events.every((event) => refusalEvents.includes(event.type))) return { events, kind: 'refusal' };
  return { events, kind: isOwnStream(command, commandId) ? 'prefix?' : 'whole' };
}

/** Only this command writes there, so several appends to it cannot be torn apart by others. */
export const isOwnStream = (command: AnyCommand, commandId: string): boolean => command.id === commandId;
