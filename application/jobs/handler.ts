import type { Origin } from '../pipeline/command.ts';
import type { ClaimedJob, NewJob } from '../ports/open-jobs.ts';

/** Does the jobs that one reactor opens. */
export interface JobHandler {
  readonly reactor: string;
  /**
   * Does the job; it may have been begun before by somebody who died. Rejects when it is to be tried again later.
   * @throws Unrepeatable, NotNow
   */
  run(job: ClaimedJob): Promise<void>;
  /** What the log is to hold of an operator's decision about a parked job; before it takes effect, and again when that failed. */
  replayed(job: NewJob, by: Origin): Promise<void>;
  discarded(job: NewJob, why: string, by: Origin): Promise<void>;
}

/** No repetition helps: the job is parked at once, for this reason. */
export class Unrepeatable extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'Unrepeatable';
  }
}

/** Something of our own is away or behind: tried again soon, and not counted as an attempt. */
export class NotNow extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'NotNow';
  }
}
