import type { AnyOperation } from '../../edge/operation.ts';
import { cancelUpkeepRun } from './cancel-upkeep-run.ts';
import { copyLog } from './copy-log.ts';
import { createBackup } from './create-backup.ts';
import { listBackups } from './list-backups.ts';
import { listUpkeepRuns } from './list-upkeep-runs.ts';
import { restoreBackup } from './restore-backup.ts';
import { retrieveUpkeepRun } from './retrieve-upkeep-run.ts';
import { verifyLog } from './verify-log.ts';

/** Long works on the installation as a whole. */
export const upkeepOperations: readonly AnyOperation[] = [
  copyLog,
  verifyLog,
  createBackup,
  listBackups,
  restoreBackup,
  listUpkeepRuns,
  retrieveUpkeepRun,
  cancelUpkeepRun,
];
