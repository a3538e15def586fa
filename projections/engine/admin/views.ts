import type { Position } from '../../../application/ports/event-store.ts';
import type { GenerationState } from '../lifecycle/states.ts';
import type { Verification } from '../verify/verification.ts';

/** A generation as an operator sees it. */
export interface GenerationView {
  readonly number: number;
  readonly version: number;
  readonly state: GenerationState;
  readonly position: Position;
  /** Share of the log that it holds, 0 to 1. */
  readonly progress: number;
  /** While it is built; else null. */
  readonly eventsPerSecond: number | null;
  /** Seconds until it has caught up, while it is built and moves; else null. */
  readonly eta: number | null;
  /** Events per second at most; null: as fast as it goes. */
  readonly maxRate: number | null;
  readonly verification: Verification | null;
  /** A comparison is asked for and not done yet. */
  readonly verifying: boolean;
  /** Who brought it into this state, when, and why. */
  readonly changed: { readonly actor: string; readonly time: Date; readonly reason: string | null };
}

/** A projection with those of its generations that have tables. */
export interface ProjectionView {
  readonly name: string;
  /** Of this program. */
  readonly version: number;
  readonly live: GenerationView | null;
  /** Building, paused, caught up or verified. */
  readonly building: GenerationView | null;
  readonly retired: GenerationView | null;
  /** Of the live generation. */
  readonly eventsBehind: number;
  readonly secondsBehind: number;
  /** Behind, and not moved for 60 s. */
  readonly stuck: boolean;
}
