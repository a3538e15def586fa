import type { Pool } from 'pg';
import { levels, type Level, type Memberships, type TargetKind, type TargetRef } from '../../application/ports/identity/memberships.ts';
import { audited } from './audited.ts';

export class PostgresMemberships implements Memberships {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  async levelOn(userId: number, { kind, id }: TargetRef): Promise<number> {
    const { rows } = await this.#pool.query<{ level: number }>({
      name: 'level on',
      text: 'select level from identity.memberships where user_id = $1 and kind = $2 and target = $3',
      values: [userId, kind, id],
    });
    return rows[0]?.level ?? 0;
  }

  async idsWith(userId: number, kind: TargetKind, atLeast: Level): Promise<readonly string[]> {
    const { rows } = await this.#pool.query<{ target: string }>(
      'select target from identity.memberships where user_id = $1 and kind = $2 and level >= $3',
      [userId, kind, levels[atLeast]],
    );
    return rows.map(({ target }) => target);
  }

  async levelsOn(userId: number, kind: TargetKind, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const { rows } = await this.#pool.query<{ target: string; level: number }>(
      'select target, level from identity.memberships where user_id = $1 and kind = $2 and target = any($3)',
      [userId, kind, ids],
    );
    return new Map(rows.map(({ target, level }) => [target, level]));
  }

  async countOn(kind: TargetKind, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const { rows } = await this.#pool.query<{ target: string; members: number }>(
      'select target, count(*)::int as members from identity.memberships where kind = $1 and target = any($2) group by target',
      [kind, ids],
    );
    return new Map(rows.map(({ target, members }) => [target, members]));
  }

  async grant(userId: number, { kind, id }: TargetRef, level: Level, by: string): Promise<void> {
    await audited(
      this.#pool,
      `insert into identity.memberships (user_id, kind, target, level) values ($1, $2, $3, $4)
        on conflict (user_id, kind, target) do update set level = excluded.level where memberships.level < excluded.level
        returning kind, target as thing`,
      [userId, kind, id, levels[level]],
      { actor: by, action: 'membership granted', target: `kind || ' ' || thing`, details: { user: userId, level } },
    );
  }
}
