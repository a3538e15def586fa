import type { Position } from '../../application/ports/event-store.ts';
import type { Recorded } from '../../domain/kernel/event.ts';

/** A point of the past: an instant, or a position of the log. */
export type Moment = { readonly instant: Date } | { readonly position: Position };

const after = (recorded: Recorded, moment: Moment): boolean =>
  'position' in moment ? recorded.position > moment.position : recorded.time > moment.instant;

/**
 * The events, in the order of the log, up to a moment. Clocks of several writers may differ: the first event that is later ends it, so
 * that what is folded is always a beginning of what happened.
 */
export function upTo(events: readonly Recorded[], moment: Moment): readonly Recorded[] {
  const end = events.findIndex((recorded) => after(recorded, moment));
  return end === -1 ? events : events.slice(0, end);
}

/** Whether the log may still bring something before this moment, by the position of its last event. Clocks differ: an instant is taken as it is. */
export const isToCome = (moment: Moment, head: Position): boolean => 'position' in moment && moment.position > head;

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;

/** A moment as people write it: a position, or an instant in ISO 8601 with offset; null when it is neither. */
export function momentOf(text: string): Moment | null {
  if (/^\d{1,19}$/.test(text)) return { position: BigInt(text) };
  const time = instant.test(text) ? new Date(text) : null;
  return time && !Number.isNaN(time.getTime()) ? { instant: time } : null;
}
