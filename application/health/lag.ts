import type { EventStore, Position } from '../ports/event-store.ts';

/** How far behind the log something is that follows it. */
export interface Lag {
  /** Events that it has not passed yet. */
  readonly events: number;
  /** There are more than were counted. */
  readonly more: boolean;
  /** Age of the oldest of them; 0 when there are none. */
  readonly seconds: number;
}

const pageSize = 500;
/** Nobody needs to know exactly how much is more than very much. */
const mostPages = 20;

/** @throws StoreUnavailable */
export async function lagOf(store: Pick<EventStore, 'readAll'>, position: Position, now: Date): Promise<Lag> {
  let events = 0;
  let oldest: Date | null = null;
  let at = position;
  for (let pages = 0; pages < mostPages; pages++) {
    const page = await store.readAll(at, pageSize);
    events += page.events.length;
    oldest ??= page.events[0]?.time ?? null;
    at = page.position;
    if (page.caughtUp) return { events, more: false, seconds: secondsSince(oldest, now) };
  }
  return { events, more: true, seconds: secondsSince(oldest, now) };
}

const secondsSince = (oldest: Date | null, now: Date): number =>
  oldest === null ? 0 : Math.max(0, (now.getTime() - oldest.getTime()) / 1000);
