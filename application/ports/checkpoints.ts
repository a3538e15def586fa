import type { Position } from './event-store.ts';

/** How far each reactor has read the log. */
export interface Checkpoints {
  /** Null when it never ran. */
  load(name: string): Promise<Position | null>;
  /** Moves it forwards; a smaller position than the one kept changes nothing. */
  save(name: string, position: Position): Promise<void>;
}
