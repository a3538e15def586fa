import type { Pool } from 'pg';

/** Leaves a trace of a change of who people are or what they may; never a secret. */
export async function audit(pool: Pool, actor: string, action: string, target: string, details: object = {}): Promise<void> {
  await pool.query('insert into identity.identity_audit (actor, action, target, details) values ($1, $2, $3, $4)', [
    actor,
    action,
    target,
    JSON.stringify(details),
  ]);
}
