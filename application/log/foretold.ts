import type { Position } from '../ports/event-store.ts';

/** How many events there are up to the head of a log, by how far along so many of them reach; 0 before the first. */
export const foretold = (events: number, position: Position, head: Position): number =>
  position > 0n ? Math.max(events, Math.round((events * Number(head)) / Number(position))) : 0;
