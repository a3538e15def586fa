import type { AnyOperation } from '../edge/operation.ts';
import { auditOperations } from './audit/index.ts';
import { retrieveHealth } from './health/retrieve-health.ts';
import { listProcessTasks } from './list-process-tasks.ts';
import { listProcessWaiting } from './list-process-waiting.ts';
import { listMails } from './mails/list-mails.ts';
import { parkedOperations } from './parked/index.ts';
import { projectionOperations } from './projections/index.ts';
import { retrieveTaskWaiting } from './retrieve-task-waiting.ts';
import { listSettings } from './settings/list-settings.ts';
import { upkeepOperations } from './upkeep/index.ts';

/** Operations that Arkindex does not know. */
export const colophonOperations: readonly AnyOperation[] = [
  ...auditOperations,
  listMails,
  listProcessTasks,
  listProcessWaiting,
  listSettings,
  ...parkedOperations,
  ...projectionOperations,
  retrieveHealth,
  retrieveTaskWaiting,
  ...upkeepOperations,
];
