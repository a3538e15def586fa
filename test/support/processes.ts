import type { Actor } from '../../domain/kernel/event.ts';
import type { ProcessEvent, RecipeNode, Start, WorkerRun } from '../../domain/process/events.ts';
import { taskCount } from '../../domain/policies/expand.ts';
import { workersRecipe } from '../../domain/policies/recipe.ts';
import type { RunnableFacts } from '../../domain/process/start-rules.ts';

export const processId = '9c0c0000-0000-4000-8000-000000000001';
export const corpusId = 'c0c0c0c0-0000-4000-8000-000000000001';
export const farmId = 'fa000000-0000-4000-8000-000000000001';
export const ada: Actor = { kind: 'user', id: '1' };
export const readerVersion = 'd1000000-0000-4000-8000-000000000001';
export const correctorVersion = 'd2000000-0000-4000-8000-000000000002';
export const readerWorker = 'b1000000-0000-4000-8000-000000000001';
export const fast = 'cf000000-0000-4000-8000-000000000001';

type Created = Extract<ProcessEvent, { type: 'ProcessCreated' }>['data'];

export const setup: Created['setup'] = {
  elementId: null,
  elementTypeId: null,
  nameContains: null,
  mlClassId: null,
  loadChildren: false,
  listedElements: null,
};

export const created = (over: Partial<Created> = {}): ProcessEvent => ({
  type: 'ProcessCreated',
  data: { processId, mode: 'workers', name: 'Reading', corpusId, creatorId: 1, setup, useCache: false, useGpu: false, ...over },
});

export const reader: WorkerRun = {
  workerRunId: 'a1b2c3d4-0000-4000-8000-000000000001',
  workerVersionId: readerVersion,
  modelVersionId: null,
  configurationId: null,
  parents: [],
  summary: 'Worker Reader @ d10000',
};
export const corrector: WorkerRun = {
  ...reader,
  workerRunId: 'e5f6a7b8-0000-4000-8000-000000000002',
  workerVersionId: correctorVersion,
  parents: [reader.workerRunId],
  summary: 'Worker Corrector @ d20000',
};
export const added = (run: WorkerRun = reader): ProcessEvent => ({ type: 'WorkerRunAdded', data: run });

export const runnable = (run: WorkerRun = reader, over: Partial<RunnableFacts> = {}): RunnableFacts => ({
  workerRunId: run.workerRunId,
  workerName: 'Reader',
  workerSlug: 'reader',
  versionState: 'available',
  gpuUsage: 'disabled',
  modelUsage: 'disabled',
  published: {},
  configuration: null,
  ...over,
});

/** The recipe of worker runs that are all of the worker `reader`. */
export const nodesOf = (...runs: readonly WorkerRun[]): RecipeNode[] =>
  workersRecipe(
    runs.map(({ workerRunId, parents }) => ({ workerRunId, parents, workerSlug: 'reader', gpuUsage: 'disabled' })),
    false,
  );

export const startOf = (over: Partial<Start> = {}): Start => {
  const { nodes = nodesOf(reader), chunks = 1 } = over;
  return {
    run: 1,
    farmId,
    chunks,
    thumbnails: false,
    useCache: false,
    useGpu: false,
    workerActivity: true,
    ttlSeconds: 0,
    planVersion: 1,
    nodes,
    taskCount: taskCount(nodes, chunks),
    ...over,
  };
};
export const started = (over: Partial<Start> = {}): ProcessEvent => ({ type: 'ProcessStarted', data: startOf(over) });
export const retried = (run = 2): ProcessEvent => ({ type: 'ProcessRetried', data: startOf({ run }) });
export const finished = (run = 1, generation = 0): ProcessEvent => ({
  type: 'ProcessFinished',
  data: { run, generation, state: 'failed', tasks: { failed: 1 }, finishedAt: '2026-01-01T12:00:00.000Z', durationMs: 0 },
});
export const taskOfRun = '7a5c0000-0000-4000-8000-000000000001';
export const reopened = (run = 1, generation = 1): ProcessEvent => ({
  type: 'ProcessReopened',
  data: { run, generation, taskId: taskOfRun },
});
export const stopRequested = (run = 1): ProcessEvent => ({ type: 'ProcessStopRequested', data: { run } });
export const deleted: ProcessEvent = { type: 'ProcessDeleted', data: {} };
