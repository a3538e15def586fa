import { system } from '../../domain/kernel/event.ts';
import type { TaskEvent } from '../../domain/task/events.ts';

const needs = { cpu: 1, ramBytes: 2 ** 30, gpuRamBytes: 0, capabilities: ['host_commands'] };
const agentId = '5f0c7a52-5a0e-4d0b-9f7e-0d5f6f3f1a01';
const claimed = (term: number, attempt: number): TaskEvent => ({
  type: 'TaskClaimed',
  data: { attempt, term, agentId, runnerId: null, gpuId: null, needs },
});

/** What the database puts in for each task: its id and that of its process. */
export const placeholders = { task: '00000000-0000-4000-8000-00000000aaaa', process: '00000000-0000-4000-8000-00000000bbbb' } as const;

/** The ten events of a task: it fails once, is restarted, is done, and its first agent reports late. */
export const life: readonly TaskEvent[] = [
  {
    type: 'TaskCreated',
    data: {
      taskId: placeholders.task,
      processId: placeholders.process,
      corpusId: '9a1c7a52-5a0e-4d0b-9f7e-0d5f6f3f1a02',
      run: 1,
      slug: 'text_recognition',
      depth: 1,
      kind: 'worker',
      step: null,
      workerRunId: '7b1c7a52-5a0e-4d0b-9f7e-0d5f6f3f1a03',
      chunk: 1,
      chunks: 100,
      parents: ['6c1c7a52-5a0e-4d0b-9f7e-0d5f6f3f1a04'],
      image: 'host',
      command: 'colophon-ocr-worker',
      shmSize: null,
      env: { ARKINDEX_WORKER_RUN_ID: '7b1c7a52-5a0e-4d0b-9f7e-0d5f6f3f1a03' },
      extraFiles: [],
      imageArtifact: null,
      requiresGpu: false,
      needs,
      farmId: null,
      priority: 10,
      ttlSeconds: 3_600,
      expiry: '2027-01-01T00:00:00.000Z',
      planned: true,
      originalTaskId: null,
    },
  },
  { type: 'TaskQueued', data: { attempt: 1 } },
  claimed(1, 1),
  { type: 'TaskStarted', data: { term: 1, container: 'host' } },
  { type: 'TaskFailed', data: { term: 1, exitCode: 1, durationMs: 1_250 } },
  {
    type: 'TaskRestarted',
    data: { attempt: 2, nextState: 'pending', previousState: 'failed', previousAgentId: agentId, previousGpuId: null },
  },
  claimed(2, 2),
  { type: 'TaskStarted', data: { term: 2, container: 'host' } },
  { type: 'TaskCompleted', data: { term: 2, exitCode: 0, durationMs: 1_250 } },
  {
    type: 'LateReportRefused',
    data: { reportedTerm: 1, currentTerm: 2, agentId, report: { state: 'completed', exitCode: 0 } },
  },
];

const commandId = '4d1c7a52-5a0e-4d0b-9f7e-0d5f6f3f1a05';
export const metadata = { commandId, correlationId: commandId, causationId: null, actor: system('bench') };
