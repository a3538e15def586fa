import t from 'tap';
import { PostgresUpkeepRuns } from '../../../infrastructure/database/postgres-upkeep-runs.ts';
import { upkeepRunsContract } from '../../contract/upkeep-runs/suite.ts';
import { migratedDatabase } from '../../support/migrated.ts';

await upkeepRunsContract(t, async (scope) => new PostgresUpkeepRuns((await migratedDatabase(scope)).pool()));

t.test('positions in what a run came to are kept as text', async (t) => {
  const runs = new PostgresUpkeepRuns((await migratedDatabase(t)).pool());
  const id = crypto.randomUUID();
  await runs.begin({ id, kind: 'log_copy', asked: {}, askedBy: 'user 1', askedAt: new Date() });
  await runs.end(id, { state: 'done', result: { position: 9_007_199_254_740_993n } }, new Date());
  t.strictSame((await runs.find(id))?.result, { position: '9007199254740993' });
});
