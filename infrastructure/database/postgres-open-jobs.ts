import type { Pool } from 'pg';
import type { Claim, ClaimedJob, OpenJobs } from '../../application/ports/open-jobs.ts';

/** Nothing of the same reactor and key was opened before it. */
const isFirst = `not exists (
  select from ops.open_jobs earlier
  where earlier.reactor = job.reactor and earlier.key = job.key and earlier.place < job.place)`;
const isFree = '(job.leased_until is null or job.leased_until <= now())';
const handBack = 'leased_until = null, term = term + 1';
const ofClaim = 'where id = $1 and term = $2 and parked is null';

interface Standing {
  readonly parked: boolean;
  readonly first: boolean;
  readonly at: Date;
}

/** Open jobs as rows. What is said under an older term than the row's touches no row. */
export class PostgresOpenJobs implements OpenJobs {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  async claim(id: string, now: Date, leaseMs: number): Promise<Claim> {
    const { rows } = await this.#pool.query<ClaimedJob>(
      `update ops.open_jobs job set term = term + 1, leased_until = now() + $3 * interval '1 millisecond'
       where id = $1 and parked is null and due <= $2 and ${isFree} and ${isFirst}
       returning id, reactor, key, event_id as "eventId", position, data, attempts, term`,
      [id, now, leaseMs],
    );
    return rows[0] ? { kind: 'claimed', job: rows[0] } : this.#whyNot(id);
  }

  async renew({ id, term }: ClaimedJob, leaseMs: number): Promise<boolean> {
    const sql = `update ops.open_jobs set leased_until = now() + $3 * interval '1 millisecond' ${ofClaim}`;
    return (await this.#pool.query(sql, [id, term, leaseMs])).rowCount === 1;
  }

  async done({ id, term }: ClaimedJob): Promise<string | null> {
    const { rows } = await this.#pool.query<{ id: string }>(
      `with gone as (delete from ops.open_jobs ${ofClaim} returning reactor, key, place)
       select job.id from ops.open_jobs job join gone using (reactor, key) where job.place > gone.place order by job.place limit 1`,
      [id, term],
    );
    return rows[0]?.id ?? null;
  }

  async postpone({ id, term }: ClaimedJob, due: Date, attempts: number): Promise<void> {
    await this.#pool.query(`update ops.open_jobs set due = $3, attempts = $4, ${handBack} ${ofClaim}`, [id, term, due, attempts]);
  }

  async park({ id, term }: ClaimedJob, now: Date, reason: string, attempts: number): Promise<void> {
    const sql = `update ops.open_jobs set parked = $3, reason = $4, attempts = $5, ${handBack} ${ofClaim}`;
    await this.#pool.query(sql, [id, term, now, reason, attempts]);
  }

  async ready(now: Date, limit: number): Promise<readonly string[]> {
    const { rows } = await this.#pool.query<{ id: string }>(
      `select id from ops.open_jobs job where parked is null and due <= $1 and ${isFree} and ${isFirst} order by due, place limit $2`,
      [now, limit],
    );
    return rows.map(({ id }) => id);
  }

  async #whyNot(id: string): Promise<Claim> {
    const { rows } = await this.#pool.query<Standing>(
      `select parked is not null as parked, ${isFirst} as first, greatest(due, leased_until) as at from ops.open_jobs job where id = $1`,
      [id],
    );
    const [standing] = rows;
    return !standing || standing.parked || !standing.first ? { kind: 'none' } : { kind: 'later', at: standing.at };
  }
}
