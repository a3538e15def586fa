import t from 'tap';
import { Upkeep } from '../../../application/upkeep/upkeep.ts';
import { systemClock } from '../../../infrastructure/clock/system-clock.ts';
import { PostgresLeases } from '../../../infrastructure/database/postgres-leases.ts';
import { PostgresUpkeepRuns } from '../../../infrastructure/database/postgres-upkeep-runs.ts';
import { upkeepRunsContract } from '../../contract/upkeep-runs/suite.ts';
import { migratedDatabase } from '../../support/migrated.ts';
import { quiet } from '../../support/quiet.ts';
import { TestWork } from '../../support/rest-upkeep.ts';
import { eventually } from '../../support/eventually.ts';

await upkeepRunsContract(t, async (scope) => new PostgresUpkeepRuns((await migratedDatabase(scope)).pool()));

t.test('positions in what a run came to are kept as text', async (t) => {
  const runs = new PostgresUpkeepRuns((await migratedDatabase(t)).pool());
  const id = crypto.randomUUID();
  await runs.begin({ id, kind: 'log_copy', asked: {}, askedBy: 'user 1', askedAt: new Date() });
  await runs.end(id, { state: 'done', result: { position: 9_007_199_254_740_993n } }, new Date());
  t.strictSame((await runs.find(id))?.result, { position: '9007199254740993' });
});

t.test(
  'given two nodes that are asked at once, one begins; when its lease is cut off, the run is lost and another can begin',
  async (t) => {
    const database = await migratedDatabase(t);
    const pool = database.pool();
    const runs = new PostgresUpkeepRuns(pool);
    const node = () => new Upkeep({ runs, leases: new PostgresLeases(database.connection, pool), clock: systemClock, log: quiet });
    const nodes = [node(), node()] as const;
    t.teardown(() => Promise.all(nodes.map((each) => each.stop())));
    const [one, two] = [crypto.randomUUID(), crypto.randomUUID()];
    const begun = await Promise.allSettled([nodes[0].begin(one, new TestWork(), 'user 1'), nodes[1].begin(two, new TestWork(), 'user 2')]);
    t.strictSame(begun.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    t.match(await runs.list({ offset: 0, limit: 5 }), { count: 1, rows: [{ state: 'running' }] });

    await pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'colophon lease upkeep' and datname = current_database()`,
    );
    const other = begun[0].status === 'fulfilled' ? nodes[1] : nodes[0];
    const run = (await runs.list({ offset: 0, limit: 5 })).rows[0]!;
    await eventually('the run is lost', async () => (await other.find(run.id))?.state === 'lost');
    t.match(await other.begin(crypto.randomUUID(), new TestWork(), 'user 3'), { state: 'running', askedBy: 'user 3' });
  },
);
