import { operations } from './0001-operations.ts';
import { log } from './0002-log.ts';
import type { Migration } from './migration.ts';

/** Every migration, in the order in which they run. */
export const migrations: readonly Migration[] = [operations, log];
