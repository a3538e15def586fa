import { operations } from './0001-operations.ts';
import { log } from './0002-log.ts';
import { presence } from './0003-presence.ts';
import { identity } from './0004-identity.ts';
import { refusedCommands } from './0005-refused-commands.ts';
import { openJobs } from './0006-open-jobs.ts';
import { projections } from './0007-projections.ts';
import { audit } from './0008-audit.ts';
import { knownLog } from './0009-known-log.ts';
import { upkeepRuns } from './0010-upkeep-runs.ts';
import type { Migration } from './migration.ts';

/** Every migration, in the order in which they run. */
export const migrations: readonly Migration[] = [
  operations,
  log,
  presence,
  identity,
  refusedCommands,
  openJobs,
  projections,
  audit,
  knownLog,
  upkeepRuns,
];
