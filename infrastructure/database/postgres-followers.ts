import type { Pool } from 'pg';
import type { Follower, Followers } from '../../application/ports/followers.ts';

/** Read from the checkpoints: those of live generations, and those that belong to no projection. */
export class PostgresFollowers implements Followers {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  async all(): Promise<readonly Follower[]> {
    const { rows } = await this.#pool.query<Follower>({
      name: 'colophon: followers',
      text: `select 'projection' as kind, g.projection as name, c.position, extract(epoch from now() - c.updated)::float8 as "stillSeconds"
          from ops.generations g join ops.checkpoints c on c.name = g.projection || '_g' || g.generation where g.state = 'live'
        union all
        select 'reactor', c.name, c.position, extract(epoch from now() - c.updated)::float8
          from ops.checkpoints c where c.name !~ '_g[0-9]+'
        order by 1, 2`,
    });
    return rows;
  }
}
