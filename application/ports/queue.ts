/**
 * Wakes workers for open jobs and levels their load: so many at a time. It may forget everything at any moment: the open jobs are
 * the truth, from which it is filled again.
 *
 *   add(id, due) ──► waits until due ──► run(id) of one of all workers ──► over, or waits again until the time that run gave
 */
export interface JobQueue {
  /**
   * A worker will run this id, not before `due`; an id that waits already waits once.
   * Returns soon, with false when the queue is away; never throws.
   */
  add(id: string, due: Date): Promise<boolean>;
  /**
   * Runs what waits, at most `width` ids at once. `run` gives the time to be run again, or null when it is over; one that throws is over.
   * Resolves at once when the queue is away: it works from when it is back.
   */
  work(run: (id: string) => Promise<Date | null>, width: number): Promise<QueueWorker>;
  /** Lets go of all connections. */
  close(): Promise<void>;
}

export interface QueueWorker {
  /** Takes nothing more; resolves once what runs has ended. */
  stop(): Promise<void>;
}
