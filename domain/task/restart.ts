import { z } from 'zod';
import { accepted, refusal, refused } from '../kernel/refusal.ts';
import { decision } from './state.ts';
import { endedBadly, isFinal } from './states.ts';

/** What a restart must know that is not in the task's own stream. */
export interface RestartFacts {
  /** The task belongs to the last run of its process. */
  readonly lastRun: boolean;
  readonly parentsCompleted: boolean;
}

/** Another attempt in place: agent, GPU, container and exit code are cleared; log and artifacts of earlier attempts stay. */
export const restartTask = decision({
  name: 'RestartTask',
  input: z.object({}),
  decide(state, _input, facts: RestartFacts) {
    if (!state.created) return refused(refusal('not_found'));
    if (!isFinal(state.state)) return refused(refusal('task_not_final', { field: 'state' }));
    if (!endedBadly(state.state)) return refused(refusal('task_completed', { field: 'state' }));
    if (!facts.lastRun) return refused(refusal('not_last_run', { field: 'state' }));
    const last = state.claims.findLast((claim) => claim.attempt === state.attempt);
    return accepted({
      type: 'TaskRestarted',
      data: {
        attempt: state.attempt + 1,
        nextState: facts.parentsCompleted ? 'pending' : 'unscheduled',
        previousState: state.state,
        previousAgentId: last?.agentId ?? null,
        previousGpuId: last?.gpuId ?? null,
      },
    });
  },
});
