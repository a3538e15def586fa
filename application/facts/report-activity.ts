import type { ActivityLife } from '../../domain/activity/state.ts';
import { reportActivity, type ReportInput } from '../../domain/activity/report.ts';
import { sameClaim } from '../../domain/activity/transition.ts';
import { secondLook, type Look } from '../ports/look/look.ts';
import { facts } from './facts.ts';

export const reportActivityFacts = facts(reportActivity, async (look, state, input) => {
  const { processId, workerRunId, elementId } = input;
  const [place, lastClaimLive] = await Promise.all([
    secondLook(
      look,
      () => look.activities.place(processId, workerRunId, elementId),
      ({ sealed, queued }) => !sealed || !queued,
    ),
    isLastClaimLive(look, state, input),
  ]);
  return { queueSealed: place.sealed, queued: place.queued, lastClaimLive };
});

/** Matters only to somebody else who would begin what is under way. */
async function isLastClaimLive(look: Look, { state, claim }: ActivityLife, { state: reported, claim: own }: ReportInput): Promise<boolean> {
  if (claim?.taskId == null || claim.term === null) return true;
  if (state !== 'started' || reported !== 'started' || sameClaim(claim, own)) return true;
  return look.claims.isLive(claim.taskId, claim.term);
}
