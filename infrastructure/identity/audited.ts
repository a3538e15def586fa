import type { Pool, QueryResultRow } from 'pg';

/** A trace of a change of who people are or what they may; never a secret. */
export interface Trace {
  readonly actor: string;
  readonly action: string;
  /** Text of SQL over the changed row, e.g. `id::text`. */
  readonly target: string;
  readonly details?: object;
}

/**
 * Changes a row and leaves its trace in one statement, so that neither is without the other; a change that touches no row leaves none.
 * `change` is SQL that ends in `returning …`; the traces' parameters follow its own.
 */
export async function audited<Row extends QueryResultRow>(
  pool: Pool,
  change: string,
  values: readonly unknown[],
  { actor, action, target, details = {} }: Trace,
): Promise<readonly Row[]> {
  const first = values.length + 1;
  const { rows } = await pool.query<Row>(
    `with changed as (${change}),
      traced as (
        insert into identity.identity_audit (actor, action, target, details)
        select $${first}, $${first + 1}, ${target}, $${first + 2}::jsonb from changed
      )
      select * from changed`,
    [...values, actor, action, JSON.stringify(details)],
  );
  return rows;
}
