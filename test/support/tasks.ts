import type { Actor } from '../../domain/kernel/event.ts';
import type { TaskCreated, TaskEvent, TaskNeeds } from '../../domain/task/events.ts';

export const taskId = '7a5c0000-0000-4000-8000-000000000001';
export const processId = '9c0c0000-0000-4000-8000-000000000001';
export const corpusId = 'c0c0c0c0-0000-4000-8000-000000000001';
export const agentId = 'a9e10000-0000-4000-8000-000000000001';
export const otherAgentId = 'a9e10000-0000-4000-8000-000000000002';
export const agent: Actor = { kind: 'agent', id: agentId };
export const otherAgent: Actor = { kind: 'agent', id: otherAgentId };
export const theTask: Actor = { kind: 'task', id: taskId };

export const needs: TaskNeeds = { cpu: 1, ramBytes: 2 ** 30, gpuRamBytes: 0, capabilities: ['containers'] };

/** A worker task of a first run, without parents. */
export const taskOf = (over: Partial<TaskCreated> = {}): TaskCreated => ({
  taskId,
  processId,
  corpusId,
  run: 1,
  slug: 'reader_a1b2c3',
  depth: 1,
  kind: 'worker',
  step: null,
  workerRunId: 'a1b2c3d4-0000-4000-8000-000000000001',
  chunk: null,
  chunks: 1,
  parents: [],
  image: 'registry/reader:1',
  command: null,
  shmSize: null,
  env: {},
  extraFiles: [],
  imageArtifact: null,
  requiresGpu: false,
  needs,
  farmId: null,
  priority: 10,
  ttlSeconds: 0,
  expiry: '2026-02-01T12:00:00.000Z',
  planned: true,
  originalTaskId: null,
  ...over,
});

export const created = (over: Partial<TaskCreated> = {}): TaskEvent => ({ type: 'TaskCreated', data: taskOf(over) });
export const aStep = (): TaskEvent => created({ kind: 'step', step: 'initialisation', image: null, workerRunId: null });
export const queued = (attempt = 1): TaskEvent => ({ type: 'TaskQueued', data: { attempt } });
export const claimed = (term = 1, attempt = 1): TaskEvent => ({
  type: 'TaskClaimed',
  data: { attempt, term, agentId, runnerId: null, gpuId: null, needs },
});
export const claimedByRunner = (term = 1): TaskEvent => ({
  type: 'TaskClaimed',
  data: { attempt: 1, term, agentId: null, runnerId: 'runner-1', gpuId: null, needs },
});
export const started = (term = 1): TaskEvent => ({ type: 'TaskStarted', data: { term, container: 'c0' } });
export const released = (term = 1): TaskEvent => ({ type: 'TaskClaimReleased', data: { term, cause: 'agent_shutdown' } });
export const completed = (term = 1): TaskEvent => ({ type: 'TaskCompleted', data: { term, exitCode: 0, durationMs: 1000 } });
export const failed = (term = 1): TaskEvent => ({ type: 'TaskFailed', data: { term, exitCode: 1, durationMs: 1000 } });
export const errored = (term = 1): TaskEvent => ({ type: 'TaskErrored', data: { term, cause: 'agent_lost', detail: 'gone' } });
export const stopRequested = (cause: 'user' | 'process' | 'ttl' = 'user'): TaskEvent => ({ type: 'TaskStopRequested', data: { cause } });
export const stopped = (term: number | null = 1, forced = false): TaskEvent => ({ type: 'TaskStopped', data: { term, forced } });
export const restarted = (attempt = 2): TaskEvent => ({
  type: 'TaskRestarted',
  data: { attempt, nextState: 'pending', previousState: 'failed', previousAgentId: agentId, previousGpuId: null },
});
