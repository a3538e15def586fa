import { constants, getPriority } from 'node:os';
import { test } from 'tap';
import { openPoolThatGivesWay } from '../../../infrastructure/database/giving-way.ts';
import { until } from '../../e2e/support/until.ts';
import { migratedDatabase } from '../../support/migrated.ts';

test('given a database on this machine, when a pool for work that nobody waits for connects, then its server process lets others go first', async (t) => {
  const database = await migratedDatabase(t);
  const pool = openPoolThatGivesWay(database.address, { max: 1 });
  t.teardown(() => pool.end());

  const { rows } = await pool.query<{ pid: number }>('select pg_backend_pid() as pid');

  const { pid } = rows[0]!;
  t.equal(await until('it is lowered', () => getPriority(pid) > 0 && getPriority(pid)), constants.priority.PRIORITY_BELOW_NORMAL);
  const other = await database.pool().query<{ pid: number }>('select pg_backend_pid() as pid');
  t.equal(getPriority(other.rows[0]!.pid), 0, 'other connections are left alone');
});
