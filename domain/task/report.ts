import type { Actor } from '../kernel/event.ts';
import type { Asking } from '../kernel/decision.ts';
import { accepted, recordedRefusal, refusal, refused } from '../kernel/refusal.ts';
import type { Verdict } from '../kernel/verdict.ts';
import type { TaskEvent } from './events.ts';
import { claimOfTerm, lateKey, liveClaim, type Claim, type TaskLife } from './state.ts';

/** What somebody says about the claim of this term; `state` in the words of the API. */
export interface Report {
  readonly term: number;
  readonly state: 'running' | 'completed' | 'failed' | 'error' | 'stopped' | 'pending';
  readonly exitCode?: number;
}

/** The agent that was given the claim; the system, when the built-in runner holds it. */
export const holds = (claim: Claim, actor: Actor): boolean =>
  claim.agentId === null ? actor.kind === 'system' : actor.kind === 'agent' && actor.id === claim.agentId;

/** The answer to this report was lost: it has had its effect already. */
function repeats(state: TaskLife, claim: Claim, reported: Report['state']): boolean {
  if (claim.end === 'released') return reported === 'pending';
  return claim.end === reported || (claim.end === 'error' && reported === 'stopped' && state.stop?.cause === 'ttl');
}

/** Refuses what comes from a claim that is over. The first of each (term, reported state) becomes a fact of the task. */
export function lateReport(state: TaskLife, report: Report, actor: Actor): Verdict<TaskEvent> {
  const because = refusal('late_report', { params: { reported_term: report.term, current_term: state.claims.length } });
  if (state.lateReports.has(lateKey(state, report.term, report.state))) return refused(because);
  return recordedRefusal(
    {
      type: 'LateReportRefused',
      data: {
        reportedTerm: report.term,
        currentTerm: state.claims.length,
        agentId: actor.kind === 'agent' ? actor.id : null,
        report: { state: report.state, exitCode: report.exitCode ?? null },
      },
    },
    because,
  );
}

/**
 * The one gate of every report: it is heard only from the holder of the live claim, under that claim's term.
 * A repetition of what ended the claim is accepted without a new event.
 */
export function reported(
  state: TaskLife,
  report: Report,
  { actor }: Asking,
  hear: (claim: Claim) => Verdict<TaskEvent>,
): Verdict<TaskEvent> {
  if (!state.created) return refused(refusal('not_found'));
  const claim = liveClaim(state);
  if (claim?.term === report.term) return holds(claim, actor) ? hear(claim) : refused(refusal('forbidden'));
  const old = claimOfTerm(state, report.term);
  if (old && holds(old, actor) && repeats(state, old, report.state)) return accepted();
  return lateReport(state, report, actor);
}

export const stateForbidden = (state: TaskLife, wanted: string): Verdict<never> =>
  refused(refusal('state_forbidden', { field: 'state', params: { state: state.state, wanted } }));
