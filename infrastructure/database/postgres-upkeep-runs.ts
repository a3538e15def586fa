import type { Pool } from 'pg';
import type { Page, PageWanted } from '../../application/ports/paging.ts';
import type { NewUpkeepRun, UpkeepOutcome, UpkeepProgress, UpkeepRun, UpkeepRuns } from '../../application/ports/upkeep-runs.ts';

const columns = `id, kind, asked, asked_by as "askedBy", asked_at as "askedAt", state, phase, done::float8 as done, total::float8 as total,
  ended_at as "endedAt", result, problem`;

export class PostgresUpkeepRuns implements UpkeepRuns {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  async begin({ id, kind, asked, askedBy, askedAt }: NewUpkeepRun): Promise<void> {
    const sql = 'insert into ops.upkeep_runs (id, kind, asked, asked_by, asked_at) values ($1, $2, $3, $4, $5)';
    await this.#pool.query(sql, [id, kind, asJson(asked), askedBy, askedAt]);
  }

  async advance(id: string, { phase, done, total }: UpkeepProgress): Promise<boolean> {
    const { rows } = await this.#pool.query<{ wished: boolean }>(
      `update ops.upkeep_runs set phase = $2, done = $3, total = $4 where id = $1 and state = 'running' returning cancel_asked as wished`,
      [id, phase, done, total],
    );
    return rows[0]?.wished === true;
  }

  async end(id: string, outcome: UpkeepOutcome, at: Date): Promise<void> {
    const { result, problem } = { result: null, problem: null, ...outcome };
    await this.#pool.query(
      `update ops.upkeep_runs set state = $2, result = $3, problem = $4, ended_at = $5 where id = $1 and state = 'running'`,
      [id, outcome.state, result && asJson(result), problem, at],
    );
  }

  async wishEnded(id: string): Promise<boolean> {
    const sql = `update ops.upkeep_runs set cancel_asked = true where id = $1 and state = 'running'`;
    return (await this.#pool.query(sql, [id])).rowCount === 1;
  }

  async find(id: string): Promise<UpkeepRun | null> {
    return (await this.#pool.query<UpkeepRun>(`select ${columns} from ops.upkeep_runs where id = $1`, [id])).rows[0] ?? null;
  }

  async running(): Promise<UpkeepRun | null> {
    return (await this.#pool.query<UpkeepRun>(`select ${columns} from ops.upkeep_runs where state = 'running'`)).rows[0] ?? null;
  }

  async list({ offset, limit }: PageWanted): Promise<Page<UpkeepRun>> {
    const [page, all] = await Promise.all([
      this.#pool.query<UpkeepRun>(`select ${columns} from ops.upkeep_runs order by place desc offset $1 limit $2`, [offset, limit]),
      this.#pool.query<{ count: number }>('select count(*)::integer as count from ops.upkeep_runs'),
    ]);
    return { rows: page.rows, count: all.rows[0]?.count ?? 0 };
  }
}

/** Positions as text: JSON has no numbers so large. */
const asJson = (value: object): string =>
  JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? inner.toString() : inner));
