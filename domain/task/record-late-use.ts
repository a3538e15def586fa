import { z } from 'zod';
import { accepted, recordedRefusal, refusal, refused } from '../kernel/refusal.ts';
import { decision, lateKey, liveClaim } from './state.ts';

const request = 'request';

/** Somebody asked for something with the token of a claim that is over. Refused; once per term it becomes a fact of the task. */
export const recordLateUse = decision({
  name: 'RecordLateUse',
  input: z.object({ term: z.int() }),
  decide(state, { term }) {
    if (!state.created) return refused(refusal('not_found'));
    if (liveClaim(state)?.term === term) return accepted();
    if (state.lateReports.has(lateKey(state, term, request))) return refused(refusal('forbidden'));
    const data = { reportedTerm: term, currentTerm: state.claims.length, agentId: null, report: { state: request, exitCode: null } };
    return recordedRefusal({ type: 'LateReportRefused', data }, refusal('forbidden'));
  },
});
