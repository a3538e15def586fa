import type { Pool } from 'pg';
import type { Clock } from '../../application/ports/clock.ts';
import type { IdempotencyKeys } from '../../application/ports/idempotency-keys.ts';

const keptMs = 7 * 86_400_000;
/** Old keys are swept with every so many claims. */
const sweepEvery = 1000;

export class PostgresIdempotencyKeys implements IdempotencyKeys {
  readonly #pool: Pool;
  readonly #clock: Clock;
  #claims = 0;

  constructor(pool: Pool, clock: Clock) {
    this.#pool = pool;
    this.#clock = clock;
  }

  async claim(scope: string, key: string, digest: string): Promise<Date | null> {
    const now = this.#clock.now();
    const oldest = new Date(now.getTime() - keptMs);
    if (this.#claims++ % sweepEvery === 0) await this.#pool.query('delete from ops.idempotency_keys where used < $1', [oldest]);
    const { rows } = await this.#pool.query<{ digest: string; used: Date }>({
      name: 'claim idempotency key',
      text: `insert into ops.idempotency_keys as known (scope, key, digest, used) values ($1, $2, $3, $4)
        on conflict (scope, key) do update set
          digest = case when known.used < $5 then excluded.digest else known.digest end,
          used = case when known.used < $5 then excluded.used else known.used end
        returning digest, used`,
      values: [scope, key, digest, now, oldest],
    });
    const [known] = rows;
    return known?.digest === digest ? known.used : null;
  }
}
