import { z } from 'zod';
import { accepted, refusal, refused } from '../kernel/refusal.ts';
import { durationOf, logBytes, logOf } from './ending.ts';
import { reported, stateForbidden } from './report.ts';
import { decision } from './state.ts';

/** The exit code decides between completed (0) and failed; so a report whose code says otherwise than its name is refused. */
const reportExit = (name: string, reports: 'completed' | 'failed', type: 'TaskCompleted' | 'TaskFailed') =>
  decision({
    name,
    input: z.object({ term: z.int(), exitCode: z.int(), durationMs: z.int().min(0).nullable().default(null), logBytes }),
    decide(state, { term, exitCode, durationMs, logBytes: bytes }, _facts, asking) {
      if ((exitCode === 0) !== (reports === 'completed')) {
        const message = `A task with exit code ${exitCode} has not ${reports}.`;
        return refused(refusal('validation_failed', { field: 'exit_code', params: { message } }));
      }
      return reported(state, { term, state: reports, exitCode }, asking, (claim) => {
        if (state.state !== 'running' && state.state !== 'stopping') return stateForbidden(state, reports);
        const data = { term, exitCode, durationMs: durationMs ?? durationOf(claim, asking.now) };
        return accepted(...logOf(state, claim, bytes), { type, data });
      });
    },
  });

/** What happened is what counts: a task that completes while it is being stopped is completed. */
export const reportCompleted = reportExit('ReportCompleted', 'completed', 'TaskCompleted');
export const reportFailed = reportExit('ReportFailed', 'failed', 'TaskFailed');
