import type { Pool } from 'pg';
import { ok, problem, warning, type Check, type Observation } from '../../application/health/check.ts';
import type { Clock } from '../../application/ports/clock.ts';

/** The oldest PostgreSQL that the tests know to work. */
const oldest = 15;
const skew = { warning: 2_000, problem: 30_000 };

/** PostgreSQL answers, is new enough, takes writes, and its clock is ours. */
export const databaseCheck = (pool: Pool, clock: Clock): Check => ({
  name: 'database',
  vital: true,
  async look() {
    const { rows } = await pool.query<{ version: string; now: Date; standby: boolean; migrations: string; free: number }>(
      `select current_setting('server_version') as version, clock_timestamp() as now, pg_is_in_recovery() as standby,
         (select max(name) from ops.migrations) as migrations,
         current_setting('max_connections')::int - (select count(*)::int from pg_stat_activity where backend_type = 'client backend') as free`,
    );
    const [{ version, now, standby, migrations, free }] = rows as [(typeof rows)[number]];
    return [
      Number.parseInt(version) < oldest
        ? problem(`PostgreSQL ${version} answers; Colophon needs ${oldest} or newer.`, 'Update PostgreSQL.')
        : ok(`PostgreSQL ${version} answers, migrated up to ${migrations}.`),
      ...(standby
        ? [problem('The database is a standby: it takes no writes.', 'Name the primary in COLOPHON_DATABASE_URL, or promote this one.')]
        : []),
      ...skewOf(now.getTime() - clock.now().getTime()),
      ...(free < 5
        ? [warning(`Only ${free} connections are left on the database.`, 'Raise its max_connections, or run fewer programs on it.')]
        : []),
    ];
  },
});

function skewOf(ms: number): readonly Observation[] {
  const says = `The clock of the database differs from this machine's by ${(Math.abs(ms) / 1000).toFixed(1)} s.`;
  const remedy = 'Let both machines follow one time server (NTP): leases and agents are judged by these clocks.';
  if (Math.abs(ms) >= skew.problem) return [problem(says, remedy)];
  return Math.abs(ms) >= skew.warning ? [warning(says, remedy)] : [];
}
