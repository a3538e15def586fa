import { openPool } from '../../infrastructure/database/connection.ts';
import type { Program, Run } from '../program.ts';
import { contest, totalMs, type Done } from '../rebuilding/contest.ts';
import { logOfTasks } from '../task-log/log-of-tasks.ts';
import { copyToEmmett } from '../task-log/to-emmett.ts';
import type { Workbench } from '../workbench.ts';

export const rebuildEmmett: Program = {
  name: 'rebuild-emmett',
  title: 'rebuild of the list of tasks beside that of Emmett, 20,000 events',
  method: `
The same events in the same random order lie in our log and in Emmett's tables of one database. Emmett rebuilds a projection of one document
per task by its own \`rebuildPostgreSQLProjections\`, in pages of 500 (its default is 100) and with the index on transaction and position that
its reads lack. The document holds what the floor's list shows, less than our row.`,
  figures: [{ name: 'rebuild-emmett', unit: 'events/s', beside: 'emmett', target: { of: 'ratio', is: '>=', bound: 10 } }],
  prepare,
};

/** Each run has a database of its own: Emmett's second rebuild in one leaves its table empty. */
async function prepare(workbench: Workbench): Promise<Run> {
  const events = workbench.sized(20_000);
  return async () => {
    const address = await logOfTasks(workbench, events);
    const pool = openPool(address, { max: 1 });
    workbench.onEnd(() => pool.end());
    await copyToEmmett(pool, address);
    const { ours, emmett } = await contest(workbench, address, { sides: ['ours', 'emmett'], events, stretches: 1 });
    const { rows } = await pool.query<{ documents: bigint }>(`select count(*) as documents from tasks where data->>'state' = 'completed'`);
    if (rows[0]?.documents !== BigInt(events / 10)) throw new Error(`Emmett made ${rows[0]?.documents} documents of ${events} events.`);
    const rate = (done: Done): number => (events / totalMs(done)) * 1_000;
    return { 'rebuild-emmett': { value: rate(ours), beside: rate(emmett) } };
  };
}
