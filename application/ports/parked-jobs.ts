import type { Actor } from '../../domain/kernel/event.ts';
import type { CursorPage, CursorWanted } from './paging.ts';
import type { NewJob } from './open-jobs.ts';

/** A job that nobody tries any more until somebody decides. */
export interface ParkedJob extends NewJob {
  readonly id: string;
  readonly reason: string;
  readonly attempts: number;
  readonly parked: Date;
  /** Jobs of the same key that wait until it is decided. */
  readonly behind: number;
}

export interface ParkedFilter {
  readonly reactor?: string | undefined;
  readonly key?: string | undefined;
}

/** Who decided about a parked job, and why. */
export interface ParkingDecision {
  readonly by: Actor;
  readonly why: string | null;
}

/** A decision as it is kept, with what the job was parked for. */
export interface KeptDecision extends ParkingDecision {
  readonly time: Date;
  readonly decision: 'replayed' | 'discarded';
  readonly jobId: string;
  readonly reactor: string;
  readonly key: string;
  readonly eventId: string;
  readonly attempts: number;
  readonly reason: string;
}

/** Parked jobs and what was decided about them; a decision takes effect and is kept in one transaction, or neither. */
export interface ParkedJobs {
  list(filter: ParkedFilter, wanted: CursorWanted): Promise<CursorPage<ParkedJob>>;
  find(id: string): Promise<ParkedJob | null>;
  /** Open again, as if never tried, at the place it had. False when it is not parked any more. */
  replay(id: string, decision: ParkingDecision, now: Date): Promise<boolean>;
  /** Gone. Returns the id of the one that comes next under its key; undefined when it is not parked any more. */
  discard(id: string, decision: ParkingDecision): Promise<string | null | undefined>;
  /** The newest first. */
  decisions(limit: number): Promise<readonly KeptDecision[]>;
}
