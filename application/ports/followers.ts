import type { Position } from './event-store.ts';

/** Something that follows the log and keeps how far it is. */
export interface Follower {
  readonly kind: 'projection' | 'reactor';
  readonly name: string;
  readonly position: Position;
  /** Since it moved last. */
  readonly stillSeconds: number;
}

/** Everything that follows the log in any program of the installation: live read models, and reactors. */
export interface Followers {
  all(): Promise<readonly Follower[]>;
}
