import { z } from 'zod';
import { refusal, refused, unless, when } from '../kernel/refusal.ts';
import { stateForbidden } from './report.ts';
import { claimOfTerm, decision, lateKey } from './state.ts';

/** A late report as its task's stream has recorded it; null when there is none of this id. */
export interface LateReportFacts {
  readonly report: {
    readonly reportedTerm: number | null;
    readonly state: string;
    readonly exitCode: number | null;
    readonly time: Date;
  } | null;
}

/**
 * An operator lets a report count that came after its agent was given up: only the newest term's, only where losing the agent is all that
 * went wrong, only one that tells how the work ended.
 */
export const adoptLateReport = decision({
  name: 'AdoptLateReport',
  input: z.object({ eventId: z.uuid() }),
  decide(state, { eventId }, { report }: LateReportFacts) {
    if (!state.created || !report) return refused(refusal('not_found'));
    const { reportedTerm, state: reported, exitCode, time } = report;
    if (reportedTerm === null || (reported !== 'completed' && reported !== 'failed')) return stateForbidden(state, reported);
    const claim = claimOfTerm(state, reportedTerm);
    const lost = state.state === 'error' && state.errorCause === 'agent_lost';
    const newest = reportedTerm === state.claims.length && state.lateReports.has(lateKey(state, reportedTerm, reported));
    return when([unless(lost && newest, 'state_forbidden', { field: 'state', params: { state: state.state, wanted: reported } })], () => [
      { type: 'LateReportAdopted', data: { reportedTerm, eventId } },
      {
        type: reported === 'completed' ? 'TaskCompleted' : 'TaskFailed',
        data: {
          term: reportedTerm,
          exitCode: exitCode ?? (reported === 'completed' ? 0 : 1),
          durationMs: claim?.startedAt ? Math.max(0, time.getTime() - claim.startedAt.getTime()) : 0,
        },
      },
    ]);
  },
});
