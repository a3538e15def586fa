import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import type { Logger } from '../../application/ports/logger.ts';
import { onlyCounted, type RefusedCommand, type Refusals } from '../../application/ports/refusals.ts';

const keptDays = 90;
/** Old rows are swept with every so many new ones. */
const sweepEvery = 1000;

export class PostgresRefusals implements Refusals {
  readonly #pool: Pool;
  readonly #log: Logger;
  #kept = 0;

  constructor(pool: Pool, log: Logger) {
    this.#pool = pool;
    this.#log = log;
  }

  keep(refused: RefusedCommand): void {
    const counted = refused.refusals.every(({ code }) => onlyCounted.has(code));
    void (counted ? this.#count(refused) : this.#store(refused)).catch((error: unknown) =>
      this.#log.warn({ err: error, command: refused.command }, 'A refused command could not be recorded.'),
    );
  }

  async #count({ at, actor, refusals }: RefusedCommand): Promise<void> {
    for (const code of new Set(refusals.map((refusal) => refusal.code)))
      await this.#pool.query(
        `insert into ops.refusal_counts as known (hour, actor_kind, actor_id, code, count) values (date_trunc('hour', $1::timestamptz), $2, $3, $4, 1)
         on conflict (hour, actor_kind, actor_id, code) do update set count = known.count + 1`,
        [at, actor.kind, actor.id, code],
      );
  }

  async #store({ at, actor, command, target, commandId, correlationId, causationId, refusals, input }: RefusedCommand): Promise<void> {
    const digest = createHash('sha256').update(JSON.stringify(input)).digest('hex');
    await this.#pool.query(
      `insert into ops.refused_commands (command_id, time, actor_kind, actor_id, command, target, correlation_id, causation_id, refusals, request_digest)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [commandId, at, actor.kind, actor.id, command, target, correlationId, causationId, JSON.stringify(refusals), digest],
    );
    this.#kept += 1;
    if (this.#kept % sweepEvery === 1)
      await this.#pool.query(`delete from ops.refused_commands where time < now() - make_interval(days => $1)`, [keptDays]);
  }
}
