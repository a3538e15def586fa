import type { Pool } from 'pg';
import { naturalId } from '../../domain/kernel/ids.ts';
import type { JsonObject } from '../../domain/kernel/json.ts';
import type { JobHandler } from '../../application/jobs/handler.ts';
import { JobRunner } from '../../application/jobs/job-runner.ts';
import { Parking } from '../../application/jobs/parking.ts';
import type { Origin } from '../../application/pipeline/command.ts';
import type { Clock } from '../../application/ports/clock.ts';
import { jobId, type ClaimedJob, type NewJob } from '../../application/ports/open-jobs.ts';
import type { JobQueue } from '../../application/ports/queue.ts';
import { PostgresCheckpoints } from '../../infrastructure/database/postgres-checkpoints.ts';
import { PostgresOpenJobs } from '../../infrastructure/database/postgres-open-jobs.ts';
import { PostgresParkedJobs } from '../../infrastructure/database/postgres-parked-jobs.ts';

export const admin: Origin = {
  actor: { kind: 'user', id: '7' },
  commandId: naturalId('decision'),
  correlationId: naturalId('decision'),
  causationId: null,
};

/** The n-th job of a key. */
export const jobOf = (key: string, n = 1, data: JsonObject = {}): NewJob => ({
  reactor: 'bell',
  key,
  eventId: naturalId('event', key, n),
  position: BigInt(n),
  data,
});
export const idOf = (key: string, n = 1): string => jobId(jobOf(key, n));
const nameOf = ({ key, position }: NewJob): string => `${key}${position}`;

/** A handler that writes down what it did, as `<key><n>`, and does at each what it is told. */
export class Ringer implements JobHandler {
  readonly reactor = 'bell';
  readonly begun: string[] = [];
  readonly done: string[] = [];
  readonly decided: string[] = [];
  atWork = 0;
  most = 0;
  does: (name: string, job: ClaimedJob) => Promise<void> = async () => undefined;

  async run(job: ClaimedJob): Promise<void> {
    this.begun.push(nameOf(job));
    this.atWork += 1;
    this.most = Math.max(this.most, this.atWork);
    try {
      await this.does(nameOf(job), job);
      this.done.push(nameOf(job));
    } finally {
      this.atWork -= 1;
    }
  }

  async replayed(job: NewJob, { actor }: Origin): Promise<void> {
    this.decided.push(`${nameOf(job)} replayed by ${actor.id}`);
  }

  async discarded(job: NewJob, why: string, { actor }: Origin): Promise<void> {
    this.decided.push(`${nameOf(job)} discarded by ${actor.id}: ${why}`);
  }
}

/** Open jobs in a database, and programs that do them. */
export function jobBench(pool: Pool, clock: Clock) {
  const jobs = new PostgresOpenJobs(pool);
  const parked = new PostgresParkedJobs(pool);
  const checkpoints = new PostgresCheckpoints(pool);
  let position = 0n;
  const failures: string[] = [];
  return {
    jobs,
    parked,
    failures,
    open: (...opened: readonly NewJob[]): Promise<void> => checkpoints.save('bell', (position += 1n), opened),
    program: (queue: JobQueue, handler: JobHandler, width = 4): JobRunner =>
      new JobRunner({
        jobs,
        queue,
        handlers: [handler],
        clock,
        width,
        onFailure: (_job, error) => failures.push((error as Error).message),
      }),
    parking: (queue: JobQueue, handler: JobHandler): Parking => new Parking({ parked, queue, handlers: [handler], clock }),
    /** What is open, as `<key><n>`, parked ones in brackets, in the order of their opening. */
    left: async (): Promise<readonly string[]> => {
      const { rows } = await pool.query<{ name: string }>(
        `select case when parked is null then key || position else '(' || key || position || ')' end as name from ops.open_jobs order by place`,
      );
      return rows.map(({ name }) => name);
    },
    /** Whoever holds this job has died: its lease is over. */
    expire: async (id: string): Promise<void> =>
      void (await pool.query(`update ops.open_jobs set leased_until = now() where id = $1`, [id])),
    /** From now on the lease of this job lasts so many seconds. */
    holdFor: async (id: string, seconds: number): Promise<void> =>
      void (await pool.query(`update ops.open_jobs set leased_until = now() + $2 * interval '1 second' where id = $1`, [id, seconds])),
    /** How many seconds longer this job is leased. */
    heldFor: async (id: string): Promise<number> => {
      const { rows } = await pool.query<{ seconds: number }>(
        `select extract(epoch from leased_until - now())::float as seconds from ops.open_jobs where id = $1`,
        [id],
      );
      return rows[0]?.seconds ?? 0;
    },
  };
}
