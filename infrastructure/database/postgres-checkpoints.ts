import type { Pool } from 'pg';
import type { Checkpoints } from '../../application/ports/checkpoints.ts';
import type { Position } from '../../application/ports/event-store.ts';
import { jobId, type NewJob } from '../../application/ports/open-jobs.ts';

/** Checkpoints of reactors, beside those of the read models. */
export class PostgresCheckpoints implements Checkpoints {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  async load(name: string): Promise<Position | null> {
    const { rows } = await this.#pool.query<{ position: string }>('select position::text from ops.checkpoints where name = $1', [name]);
    return rows[0] ? BigInt(rows[0].position) : null;
  }

  /** One statement: the jobs are there exactly when the checkpoint is. Their places follow the order given; all are due at once. */
  async save(name: string, position: Position, jobs: readonly NewJob[] = []): Promise<void> {
    const opening =
      jobs.length === 0
        ? ''
        : `with opened as (
             insert into ops.open_jobs (id, reactor, key, event_id, position, data, due)
             select id, reactor, key, event_id, position, data, to_timestamp(0)
             from jsonb_to_recordset($3::jsonb) as job(nth integer, id uuid, reactor text, key text, event_id uuid, position bigint, data jsonb)
             order by nth
             on conflict (id) do nothing
           )`;
    await this.#pool.query(
      `${opening} insert into ops.checkpoints (name, position) values ($1, $2)
       on conflict (name) do update set position = excluded.position, updated = now() where checkpoints.position < excluded.position`,
      [name, position.toString(), ...(jobs.length === 0 ? [] : [JSON.stringify(jobs.map(rowOf))])],
    );
  }

  async effectiveFrom(name: string, first: () => Promise<Position>): Promise<Position> {
    const known = await this.#effectiveFrom(name);
    if (known !== null) return known;
    await this.#pool.query('insert into ops.effective_from (reactor, position) values ($1, $2) on conflict (reactor) do nothing', [
      name,
      (await first()).toString(),
    ]);
    return (await this.#effectiveFrom(name)) ?? 0n;
  }

  async #effectiveFrom(name: string): Promise<Position | null> {
    const sql = 'select position::text from ops.effective_from where reactor = $1';
    const { rows } = await this.#pool.query<{ position: string }>(sql, [name]);
    return rows[0] ? BigInt(rows[0].position) : null;
  }
}

const rowOf = (job: NewJob, nth: number): object => ({
  nth,
  id: jobId(job),
  reactor: job.reactor,
  key: job.key,
  event_id: job.eventId,
  position: job.position.toString(),
  data: job.data,
});
