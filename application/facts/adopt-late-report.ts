import { adoptLateReport } from '../../domain/task/adopt-late-report.ts';
import { secondLook } from '../ports/look/look.ts';
import { facts } from './facts.ts';

export const adoptLateReportFacts = facts(adoptLateReport, async (look, _state, { eventId }) => ({
  report: await secondLook(
    look,
    () => look.lateReports.one(eventId),
    (found) => found === null,
  ),
}));
