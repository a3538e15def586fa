import type { Claim } from './claim.ts';
import { isGone } from './http.ts';
import type { Report } from './wire.ts';

/** `gone`: the claim is not live any more. `refused`: the server will never take this report. `abandoned`: not taken before `until`. */
export type Verdict = 'accepted' | 'gone' | 'refused' | 'abandoned';

/**
 * Reports the state of a claim, again and again until the server has taken it or refused it: by the same term, so repetitions do no harm.
 * At least one attempt is made; after that `until` ends it.
 */
export async function report(claim: Claim, content: Report, until: AbortSignal): Promise<Verdict> {
  try {
    await claim.persist(`report ${content.state}`, until, () => claim.tools.api.report(claim.task, claim.term, content));
    claim.log.info({ report: content }, `Reported ${content.state}.`);
    return 'accepted';
  } catch (error) {
    if (until.aborted && error === until.reason) return 'abandoned';
    const problem = (error as Error).message;
    if (isGone(error)) claim.log.info({ problem }, `The report ${content.state} came too late: the claim is over.`);
    else claim.log.error({ problem }, `The report ${content.state} was refused.`);
    return isGone(error) ? 'gone' : 'refused';
  }
}
