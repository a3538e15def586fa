import { logSchema } from '../../event-store/postgres/schema.ts';
import type { Migration } from './migration.ts';

/** The log of events, where PostgreSQL holds it. */
export const log: Migration = { name: '0002-log', sql: logSchema };
