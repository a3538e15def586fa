import type { Pool } from 'pg';
import type { Clock } from '../../application/ports/clock.ts';
import type { IdempotencyKeys } from '../../application/ports/idempotency-keys.ts';

const keptMs = 7 * 86_400_000;

export class PostgresIdempotencyKeys implements IdempotencyKeys {
  readonly #pool: Pool;
  readonly #clock: Clock;

  constructor(pool: Pool, clock: Clock) {
    this.#pool = pool;
    this.#clock = clock;
  }

  async claim(scope: string, key: string, digest: string): Promise<boolean> {
    const now = this.#clock.now();
    const { rows } = await this.#pool.query<{ digest: string }>({
      name: 'claim idempotency key',
      text: `insert into ops.idempotency_keys as known (scope, key, digest, used) values ($1, $2, $3, $4)
        on conflict (scope, key) do update set
          digest = case when known.used < $5 then excluded.digest else known.digest end,
          used = case when known.used < $5 then excluded.used else known.used end
        returning digest`,
      values: [scope, key, digest, now, new Date(now.getTime() - keptMs)],
    });
    return rows[0]?.digest === digest;
  }
}
