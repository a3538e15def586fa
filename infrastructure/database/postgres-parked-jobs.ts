import type { Pool } from 'pg';
import type { CursorKey, CursorPage, CursorWanted } from '../../application/ports/paging.ts';
import type { KeptDecision, ParkedFilter, ParkedJob, ParkedJobs, ParkingDecision } from '../../application/ports/parked-jobs.ts';

const columns = `id, reactor, key, event_id as "eventId", position, data, reason, attempts, parked, place,
  (select count(*)::integer from ops.open_jobs later
   where later.reactor = job.reactor and later.key = job.key and later.place > job.place) as behind`;

/** Keeps a decision about the row that the statement before it, `decided`, has changed. */
const keeping = (decision: KeptDecision['decision']) => `kept as (
  insert into ops.parking_decisions (decision, actor_kind, actor_id, why, job_id, reactor, key, event_id, parked, attempts, reason)
  select '${decision}', $2, $3, $4, id, reactor, key, event_id, parked, attempts, reason from decided)`;

const parkedRow =
  'select id, reactor, key, place, event_id, parked, attempts, reason from ops.open_jobs where id = $1 and parked is not null';

/** A key that is none of ours is before everything. */
const placeOf = (after: CursorKey | null): string => (/^\d{1,18}$/.test(String(after?.[0])) ? String(after?.[0]) : '0');

type Row = ParkedJob & { readonly place: bigint };

export class PostgresParkedJobs implements ParkedJobs {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  async list({ reactor, key }: ParkedFilter, { after, limit, withCount }: CursorWanted): Promise<CursorPage<ParkedJob>> {
    const filter = 'parked is not null and ($1::text is null or reactor = $1) and ($2::text is null or key = $2)';
    const values = [reactor ?? null, key ?? null];
    const { rows } = await this.#pool.query<Row>(
      `select ${columns} from ops.open_jobs job where ${filter} and place > $3 order by place limit $4`,
      [...values, placeOf(after), limit + 1],
    );
    const page = rows.slice(0, limit);
    const last = rows.length > limit ? page.at(-1) : undefined;
    return { rows: page, next: last ? [last.place.toString()] : null, count: withCount ? await this.#count(filter, values) : null };
  }

  async find(id: string): Promise<ParkedJob | null> {
    const sql = `select ${columns} from ops.open_jobs job where id = $1 and parked is not null`;
    return (await this.#pool.query<Row>(sql, [id])).rows[0] ?? null;
  }

  async replay(id: string, { by, why }: ParkingDecision, now: Date): Promise<boolean> {
    const { rowCount } = await this.#pool.query(
      `with decided as (${parkedRow} for update), ${keeping('replayed')}
       update ops.open_jobs job set parked = null, reason = null, attempts = 0, due = $5 from decided where job.id = decided.id`,
      [id, by.kind, by.id, why, now],
    );
    return rowCount === 1;
  }

  async discard(id: string, { by, why }: ParkingDecision): Promise<string | null | undefined> {
    const { rows } = await this.#pool.query<{ next: string | null }>(
      `with decided as (${parkedRow} for update), ${keeping('discarded')}, gone as (
         delete from ops.open_jobs where id in (select id from decided)
       )
       select (select id from ops.open_jobs job where job.reactor = decided.reactor and job.key = decided.key and job.place > decided.place
               order by place limit 1) as next from decided`,
      [id, by.kind, by.id, why],
    );
    return rows[0]?.next;
  }

  async decisions(limit: number): Promise<readonly KeptDecision[]> {
    const { rows } = await this.#pool.query<KeptDecision>(
      `select time, decision, json_build_object('kind', actor_kind, 'id', actor_id) as by, why, job_id as "jobId", reactor, key,
         event_id as "eventId", attempts, reason
       from ops.parking_decisions order by id desc limit $1`,
      [limit],
    );
    return rows;
  }

  async #count(filter: string, values: readonly unknown[]): Promise<number> {
    const sql = `select count(*)::integer as count from ops.open_jobs where ${filter}`;
    return (await this.#pool.query<{ count: number }>(sql, [...values])).rows[0]?.count ?? 0;
  }
}
