import { test } from 'tap';
import { readSettings } from '../../../infrastructure/config.ts';
import { LentSessions } from '../../../infrastructure/container/errors.ts';
import { Program } from '../../../infrastructure/container/program.ts';
import { openPool } from '../../../infrastructure/database/connection.ts';
import { betweenUs } from '../../../infrastructure/health/pooler.ts';
import { migratedDatabase } from '../../support/migrated.ts';
import { pgBouncer, withoutPgBouncer } from '../../support/pgbouncer.ts';
import { quiet } from '../../support/quiet.ts';

const skip = withoutPgBouncer ?? false;

test('given a PgBouncer that lends sessions by the transaction, it is found, and no server starts behind it', { skip }, async (t) => {
  const address = await pgBouncer(t, await migratedDatabase(t), 'transaction');
  const pool = openPool(address);
  t.teardown(() => pool.end());
  t.match(await betweenUs(pool), { grade: 'problem', says: /by the transaction/, remedy: /COLOPHON_DATABASE_URL/ });

  const program = await Program.open(readSettings({ COLOPHON_DATA: t.testdir(), COLOPHON_DATABASE_URL: address }), quiet);
  t.teardown(() => program.close());
  const refused = await program.serve().catch((error: unknown) => error);
  t.type(refused, LentSessions);
  t.match(refused, { message: /two leaders.*Let COLOPHON_DATABASE_URL name PostgreSQL itself/ });
});

test('given a PgBouncer that keeps sessions together, it is a warning', { skip }, async (t) => {
  const pool = openPool(await pgBouncer(t, await migratedDatabase(t), 'session'));
  t.teardown(() => pool.end());
  t.match(await betweenUs(pool), { grade: 'warning', says: /keep sessions together/, remedy: /COLOPHON_DATABASE_URL/ });
});
