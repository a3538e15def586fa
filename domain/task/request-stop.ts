import { z } from 'zod';
import { accepted, refusal, refused } from '../kernel/refusal.ts';
import type { TaskEvent } from './events.ts';
import { decision, liveClaim } from './state.ts';
import { isFinal } from './states.ts';

/**
 * What nobody has taken stops at once; a holder is asked. The stopper of a process passes over tasks that have ended meanwhile, and
 * over those restarted after the stop was asked for (`requestedAt`): a stop that is carried out late, or again, is not meant for them.
 */
export const requestStopTask = decision({
  name: 'RequestStopTask',
  input: z.object({ cause: z.enum(['user', 'process']), requestedAt: z.date().exactOptional() }),
  decide(state, { cause, requestedAt }) {
    if (!state.created) return refused(refusal('not_found'));
    if (isFinal(state.state)) return cause === 'user' ? refused(refusal('task_final', { field: 'state' })) : accepted();
    if (state.state === 'stopping') return accepted();
    if (requestedAt && state.restartedAt && state.restartedAt > requestedAt) return accepted();
    const request: TaskEvent = { type: 'TaskStopRequested', data: { cause } };
    const stop: TaskEvent = { type: 'TaskStopped', data: { term: null, forced: false } };
    if (state.state === 'unscheduled') return accepted(stop);
    return liveClaim(state) ? accepted(request) : accepted<TaskEvent>(request, stop);
  },
});
