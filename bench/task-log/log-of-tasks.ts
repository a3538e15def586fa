import { openPool, type DatabaseAddress } from '../../infrastructure/database/connection.ts';
import { migrate } from '../../infrastructure/database/migrate.ts';
import type { Workbench } from '../workbench.ts';
import { fillTaskLog } from './fill.ts';

/** A database of its own with such a log, and nothing made of it yet. */
export async function logOfTasks(workbench: Workbench, events: number): Promise<DatabaseAddress> {
  const address = await workbench.database();
  const pool = openPool(address, { max: 2 });
  try {
    await migrate(pool);
    await fillTaskLog(pool, events, workbench.seed);
  } finally {
    await pool.end();
  }
  return address;
}
