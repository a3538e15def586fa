import type { Kysely } from 'kysely';
import type { LateReportsLook } from '../../application/ports/look/late-reports.ts';
import type { Tables } from '../tables.ts';
import { oneLateReport } from './queries.ts';

export const lateReportsLook = (db: Kysely<Tables>): LateReportsLook => ({
  one: async (eventId) => (await oneLateReport(db, eventId)) ?? null,
});
