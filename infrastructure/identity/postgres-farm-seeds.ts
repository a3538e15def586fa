import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Pool } from 'pg';
import type { FarmSeeds } from '../../application/ports/identity/farm-seeds.ts';
import { audited } from './audited.ts';

const digestOf = (seed: string): Buffer => createHash('sha256').update(seed).digest();

export class PostgresFarmSeeds implements FarmSeeds {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  async renew(farmId: string, by: string): Promise<string> {
    const seed = randomBytes(24).toString('base64url');
    await audited(
      this.#pool,
      `insert into identity.farm_seeds (farm_id, digest) values ($1, $2)
        on conflict (farm_id) do update set digest = excluded.digest returning farm_id`,
      [farmId, digestOf(seed)],
      { actor: by, action: 'farm seed renewed', target: 'farm_id::text' },
    );
    return seed;
  }

  async fits(farmId: string, seed: string): Promise<boolean> {
    const { rows } = await this.#pool.query<{ digest: Buffer }>('select digest from identity.farm_seeds where farm_id = $1', [farmId]);
    return rows[0] !== undefined && timingSafeEqual(rows[0].digest, digestOf(seed));
  }
}
