import type { Position } from '../../application/ports/event-store.ts';

/** One of several ways to make a read model anew from the log. */
export interface RebuildSide {
  /** Empty tables, at the beginning of the log. */
  begin(): Promise<void>;
  /** From where it stands up to this position. */
  advance(until: Position): Promise<void>;
  /** What is still missing when all events are in. */
  finish?(): Promise<void>;
}

export const sideNames = ['ours', 'five', 'floor', 'emmett'] as const;
export type SideName = (typeof sideNames)[number];
