import type { LateReportFacts } from '../../../domain/task/adopt-late-report.ts';

export interface LateReportsLook {
  /** The late report that this event recorded; null when there is none. */
  one(eventId: string): Promise<LateReportFacts['report']>;
}
