import type { Recorded } from '../../domain/kernel/event.ts';
import type { TaskEvent } from '../../domain/task/events.ts';
import { causeOf } from '../pipeline/command.ts';
import type { OpenTask } from '../ports/look/dispatch.ts';

/** A task as its creation makes it. */
export function openedBy({ data, revision }: Recorded<TaskEvent & { type: 'TaskCreated' }>): OpenTask {
  const { taskId: id, kind, step, processId, corpusId, farmId, priority, requiresGpu, needs, ttlSeconds } = data;
  const about = { id, kind, step, processId, corpusId, farmId, priority, requiresGpu, needs, ttlSeconds };
  return { ...about, revision, state: 'unscheduled', queuedAt: null, stopCause: null, stoppingSince: null, claim: null };
}

/** The task after this event; an end ends its claim. */
export function foldTask(task: OpenTask, event: Recorded<TaskEvent>): OpenTask {
  const { type, data, time, revision } = event;
  const now = { ...task, revision };
  switch (type) {
    case 'TaskQueued':
      return { ...now, state: 'pending', queuedAt: time, queuedBy: causeOf(event) };
    case 'TaskClaimed': {
      const { term, agentId, runnerId, gpuId } = data;
      return { ...now, claim: { term, agentId, runnerId, gpuId, claimedAt: time, startedAt: null } };
    }
    case 'TaskClaimReleased':
      return { ...now, state: 'pending', claim: null, queuedBy: causeOf(event) };
    case 'TaskStarted':
      return { ...now, state: 'running', claim: now.claim && { ...now.claim, startedAt: time } };
    case 'TaskStopRequested':
      return { ...now, state: 'stopping', stopCause: data.cause, stoppingSince: time };
    case 'TaskCompleted':
      return { ...now, state: 'completed', claim: null };
    case 'TaskFailed':
      return { ...now, state: 'failed', claim: null };
    case 'TaskErrored':
      return { ...now, state: 'error', claim: null };
    case 'TaskStopped':
      return { ...now, state: 'stopped', claim: null };
    case 'TaskRestarted':
      return { ...now, ...waiting(event, data.nextState), stopCause: null, stoppingSince: null };
    case 'TaskCreated':
    case 'ArtifactAdded':
    case 'TaskLogUploaded':
    case 'LateReportRefused':
    case 'LateReportAdopted':
      return now;
  }
}

const waiting = (event: Recorded, state: OpenTask['state']): Pick<OpenTask, 'state' | 'queuedAt' | 'queuedBy'> =>
  state === 'pending' ? { state, queuedAt: event.time, queuedBy: causeOf(event) } : { state, queuedAt: null };

/** The task as its whole stream makes it; null when it was never created. */
export const openTaskOf = (stream: readonly Recorded<TaskEvent>[]): OpenTask | null =>
  stream.reduce<OpenTask | null>((task, event) => (event.type === 'TaskCreated' ? openedBy(event) : task && foldTask(task, event)), null);
