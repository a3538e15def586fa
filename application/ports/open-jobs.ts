import { naturalId } from '../../domain/kernel/ids.ts';
import type { JsonObject } from '../../domain/kernel/json.ts';
import type { Position } from './event-store.ts';

/** Work that a reactor wants done because of an event, outside of its own way through the log. */
export interface NewJob {
  readonly reactor: string;
  /** Jobs of one reactor with one key are done one after the other, in the order in which they were opened. */
  readonly key: string;
  /** The event that it is for. */
  readonly eventId: string;
  readonly position: Position;
  /** What the work needs to know; small. */
  readonly data: JsonObject;
}

/** Id of the job that a reactor opens for an event: opened again it is the same job, in every queue too. */
export const jobId = ({ reactor, eventId }: Pick<NewJob, 'reactor' | 'eventId'>): string => naturalId('job', reactor, eventId);

/** A job in the hands of whoever claimed it. */
export interface ClaimedJob extends NewJob {
  readonly id: string;
  /** Attempts that failed before. */
  readonly attempts: number;
  /** Number of this claim: what is said about the job under an older one changes nothing. */
  readonly term: number;
}

/** `later`: look again at that time; `none`: nothing to do, it is done, parked, or others of its key come first. */
export type Claim =
  { readonly kind: 'claimed'; readonly job: ClaimedJob } | { readonly kind: 'later'; readonly at: Date } | { readonly kind: 'none' };

/**
 * The open jobs: the truth about what is still to be done. They are opened together with their reactor's checkpoint (`Checkpoints`).
 * A claim is exclusive until its lease ends; leases are measured by the one clock of the database, so claimants need not agree on time.
 */
export interface OpenJobs {
  claim(id: string, now: Date, leaseMs: number): Promise<Claim>;
  /** False when the claim is over. */
  renew(job: ClaimedJob, leaseMs: number): Promise<boolean>;
  /** The job is gone. Returns the id of the one that comes next under its key. */
  done(job: ClaimedJob): Promise<string | null>;
  /** Handed back, to be claimed again from `due` on. */
  postpone(job: ClaimedJob, due: Date, attempts: number): Promise<void>;
  /** Handed back, for operators to decide; what has the same key waits behind it. */
  park(job: ClaimedJob, now: Date, reason: string, attempts: number): Promise<void>;
  /** Ids of jobs that could be claimed now, those due first first. */
  ready(now: Date, limit: number): Promise<readonly string[]>;
}
