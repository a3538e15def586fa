import { z } from 'zod';
import type { EventsOf } from '../kernel/event.ts';

export const processModes = ['workers'] as const;

/** What a process of mode workers works on: the elements of its project, narrowed. An absent filter narrows nothing. */
export const workersSetup = z.object({
  elementId: z.uuid().nullable(),
  elementTypeId: z.uuid().nullable(),
  nameContains: z.string().nullable(),
  mlClassId: z.uuid().nullable(),
  loadChildren: z.boolean().describe('Also what lies deeper than the direct children of the element'),
  listedElements: z.int().nullable().describe('Length of an explicit list of elements, which then replaces the filters'),
});

const workerRun = z.object({
  workerRunId: z.uuid(),
  workerVersionId: z.uuid(),
  modelVersionId: z.uuid().nullable(),
  configurationId: z.uuid().nullable(),
  parents: z.array(z.uuid()),
  summary: z.string().describe('The worker run in words, shown wherever it is shown'),
});

/** A node of the frozen recipe: one task, or one task per chunk. */
export const recipeNode = z.object({
  key: z.string().describe('Name of the node inside this recipe'),
  kind: z.enum(['step', 'worker']),
  step: z.string().nullable(),
  workerRunId: z.uuid().nullable(),
  slug: z.string(),
  parents: z.array(z.string()).describe('Keys of the nodes that come first'),
  chunked: z.boolean(),
  requiresGpu: z.boolean(),
  priority: z.int(),
});

const start = z.object({
  run: z.int().describe('1 for the start, one more per retry'),
  farmId: z.uuid().nullable(),
  chunks: z.int().min(1),
  thumbnails: z.boolean(),
  useCache: z.boolean(),
  useGpu: z.boolean(),
  workerActivity: z.boolean(),
  ttlSeconds: z.int().describe('Longest run of a task; 0 = no bound'),
  planVersion: z.int().describe('Version of the function that makes tasks of the nodes'),
  nodes: z.array(recipeNode),
  taskCount: z.int(),
});

export const processEvents = {
  ProcessCreated: z.object({
    processId: z.uuid(),
    mode: z.enum(processModes),
    name: z.string().nullable(),
    corpusId: z.uuid().nullable(),
    creatorId: z.int().nullable(),
    setup: workersSetup,
    useCache: z.boolean(),
    useGpu: z.boolean(),
  }),
  ProcessRenamed: z.object({ name: z.string().nullable() }),
  ProcessConfigured: z.object({
    setup: workersSetup.exactOptional(),
    useCache: z.boolean().exactOptional(),
    useGpu: z.boolean().exactOptional(),
  }),
  WorkerRunAdded: workerRun,
  WorkerRunChanged: workerRun,
  WorkerRunRemoved: z.object({ workerRunId: z.uuid(), unlinkedFrom: z.array(z.uuid()).describe('Runs that had it as a parent') }),
  ProcessStarted: start,
  ProcessRetried: start,
  ProcessStopRequested: z.object({ run: z.int() }),
  ProcessFinished: z.object({
    run: z.int(),
    generation: z.int().describe('How often this run was opened again by a restart'),
    state: z.string(),
    tasks: z.record(z.string(), z.int()).describe('Tasks of the run by state'),
    finishedAt: z.iso.datetime(),
    durationMs: z.int(),
  }),
  ProcessReopened: z.object({ run: z.int(), generation: z.int(), taskId: z.uuid().describe('The restarted task') }),
  ProcessDeleted: z.object({}),
} as const;

export type ProcessEvent = EventsOf<typeof processEvents>;
export type WorkersSetup = z.infer<typeof workersSetup>;
export type WorkerRun = z.infer<typeof workerRun>;
export type RecipeNode = z.infer<typeof recipeNode>;
export type Start = z.infer<typeof start>;
