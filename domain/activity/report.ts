import { z } from 'zod';
import { accepted, refusal, refused } from '../kernel/refusal.ts';
import { activityClaim } from './events.ts';
import { decision, type ActivityLife } from './state.ts';
import { sameClaim, transition, type Relation } from './transition.ts';

/** What a report must know from elsewhere. */
export interface ReportActivityFacts {
  /** The process's queue for its last run is complete. */
  readonly queueSealed: boolean;
  /** The element is in that queue for this worker run. */
  readonly queued: boolean;
  /** The claim that the activity's stream names last, if any, is a live claim of its task (a person's never ends). */
  readonly lastClaimLive: boolean;
}

const id = z.uuid();

/** A worker says how far it is with an element. A refusal by the state is `activity_conflict`: on `started` workers skip the element. */
export const reportActivity = decision({
  name: 'ReportActivity',
  begins: true,
  input: z.object({
    state: z.enum(['started', 'processed', 'error']),
    elementId: id,
    corpusId: id,
    processId: id,
    workerRunId: id,
    workerVersionId: id,
    modelVersionId: id.nullable(),
    configurationId: id.nullable(),
    claim: activityClaim,
  }),
  decide(state, input, facts: ReportActivityFacts, { now }) {
    if (!facts.queueSealed) return refused(refusal('activities_not_ready', { field: 'process_id' }));
    if (!facts.queued) return refused(refusal('activity_conflict'));
    const { state: reported, elementId, processId, workerRunId, claim } = input;
    const relation = relationOf(state, input.claim, facts);
    const verdict = transition(state.state, relation, reported);
    if (verdict === 'conflict') return refused(refusal('activity_conflict', { params: { state: state.state } }));
    if (verdict === 'nothing') return accepted();
    if (reported === 'started') {
      const { corpusId, workerVersionId, modelVersionId, configurationId } = input;
      const takenOver = state.state === 'started';
      return accepted({
        type: 'ActivityStarted',
        data: { elementId, corpusId, workerVersionId, modelVersionId, configurationId, processId, workerRunId, claim, takenOver },
      });
    }
    const durationMs = state.startedAt && state.state === 'started' ? Math.max(0, now.getTime() - state.startedAt.getTime()) : null;
    return accepted({
      type: reported === 'processed' ? 'ActivityProcessed' : 'ActivityFailed',
      data: { elementId, processId, workerRunId, claim, durationMs },
    });
  },
});

function relationOf(state: ActivityLife, claim: ReportInput['claim'], facts: ReportActivityFacts): Relation {
  if (state.claim === null) return 'none';
  if (sameClaim(state.claim, claim)) return 'same';
  return facts.lastClaimLive ? 'live' : 'dead';
}

export type ReportInput = z.infer<typeof reportActivity.input>;
