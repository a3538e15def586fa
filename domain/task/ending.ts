import { z } from 'zod';
import type { TaskEvent } from './events.ts';
import type { Claim, TaskLife } from './state.ts';

/** Size of the attempt's log once it is uploaded whole; null when there is none. */
export const logBytes = z.int().min(0).nullable().default(null);

/** The log closes in the append of the report that ends the attempt. */
export const logOf = (state: TaskLife, claim: Claim, bytes: number | null): TaskEvent[] =>
  bytes === null ? [] : [{ type: 'TaskLogUploaded', data: { attempt: state.attempt, term: claim.term, bytes } }];

/** Nothing runs any more after a stop was asked for. A task that ran out of its time ends in error, so that people see why. */
export const stopped = (state: TaskLife, claim: Claim, forced: boolean): TaskEvent =>
  state.stop?.cause === 'ttl'
    ? {
        type: 'TaskErrored',
        data: { term: claim.term, cause: 'ttl_exceeded', detail: `The task ran longer than ${state.created?.ttlSeconds ?? 0} seconds.` },
      }
    : { type: 'TaskStopped', data: { term: claim.term, forced } };

/** Milliseconds from the start of the claim's work; 0 when it was never reported as started. */
export const durationOf = (claim: Claim, now: Date): number =>
  claim.startedAt ? Math.max(0, now.getTime() - claim.startedAt.getTime()) : 0;
