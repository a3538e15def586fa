import type { Pool } from 'pg';
import type { Checkpoints } from '../../application/ports/checkpoints.ts';
import type { Position } from '../../application/ports/event-store.ts';

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

  async save(name: string, position: Position): Promise<void> {
    await this.#pool.query(
      `insert into ops.checkpoints (name, position) values ($1, $2)
       on conflict (name) do update set position = excluded.position, updated = now() where checkpoints.position < excluded.position`,
      [name, position.toString()],
    );
  }
}
