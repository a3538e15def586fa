import { z } from 'zod';
import type { EventsOf } from '../kernel/event.ts';

/** What a task takes of the machine that runs it. */
export const taskNeeds = z.object({
  cpu: z.number().describe('Cores'),
  ramBytes: z.number(),
  gpuRamBytes: z.number(),
  capabilities: z.array(z.string()).describe('What the agent must be able to do: containers, docker_socket, host_commands'),
});

export const releaseCauses = ['agent_shutdown', 'agent_lost', 'not_started_in_time', 'slot_taken', 'runner_restarted'] as const;
export const errorCauses = ['agent_lost', 'container_lost', 'image_unavailable', 'agent_error', 'ttl_exceeded', 'step_error'] as const;
export const stopCauses = ['user', 'process', 'ttl'] as const;

const attempt = z.int().min(1).describe('Number of the life between restarts');
const term = z.int().min(1).describe('Number of the claim over the whole life of the task');
const ended = z.object({ term, exitCode: z.int(), durationMs: z.int() });

export const taskEvents = {
  TaskCreated: z.object({
    taskId: z.uuid(),
    processId: z.uuid(),
    corpusId: z.uuid().nullable(),
    run: z.int(),
    slug: z.string(),
    depth: z.int().describe('Longest path from a task without parents'),
    kind: z.enum(['step', 'worker']),
    step: z.string().nullable(),
    workerRunId: z.uuid().nullable(),
    chunk: z.int().nullable().describe('From 1; null when there is only one'),
    chunks: z.int(),
    parents: z.array(z.uuid()),
    image: z.string().nullable(),
    command: z.string().nullable(),
    shmSize: z.string().nullable(),
    env: z.record(z.string(), z.string()).describe('Never a secret or a token'),
    extraFiles: z.array(z.object({ name: z.string(), source: z.object({ kind: z.string(), id: z.uuid() }) })),
    imageArtifact: z.object({ taskId: z.uuid(), path: z.string() }).nullable(),
    requiresGpu: z.boolean(),
    needs: taskNeeds,
    farmId: z.uuid().nullable(),
    priority: z.int(),
    ttlSeconds: z.int().describe('Longest run; 0 = no bound'),
    expiry: z.iso.datetime().describe('From when its files may be cleaned up'),
    planned: z.boolean().describe('Comes from the recipe of its process'),
    originalTaskId: z.uuid().nullable(),
  }),
  TaskQueued: z.object({ attempt }),
  TaskClaimed: z.object({
    attempt,
    term,
    agentId: z.uuid().nullable().describe('Null: the built-in runner'),
    runnerId: z.string().nullable().describe('A step: the runner by whose lease the claim lives'),
    gpuId: z.string().nullable(),
    needs: taskNeeds,
  }),
  TaskClaimReleased: z.object({ term, cause: z.enum(releaseCauses) }),
  TaskStarted: z.object({ term, container: z.string().nullable() }),
  TaskCompleted: ended,
  TaskFailed: ended,
  TaskErrored: z.object({ term: term.nullable(), cause: z.enum(errorCauses), detail: z.string() }),
  TaskStopRequested: z.object({ cause: z.enum(stopCauses) }),
  TaskStopped: z.object({ term: term.nullable(), forced: z.boolean() }),
  TaskRestarted: z.object({
    attempt,
    nextState: z.enum(['pending', 'unscheduled']),
    previousState: z.enum(['failed', 'error', 'stopped']),
    previousAgentId: z.uuid().nullable(),
    previousGpuId: z.string().nullable(),
  }),
  ArtifactAdded: z.object({
    artifactId: z.uuid(),
    path: z.string(),
    size: z.int(),
    contentType: z.string(),
    attempt,
    term,
  }),
  TaskLogUploaded: z.object({ attempt, term, bytes: z.int().describe('0 is an empty log') }),
  LateReportRefused: z.object({
    reportedTerm: z.int().nullable(),
    currentTerm: z.int().describe('Term of the newest claim; 0 = never claimed'),
    agentId: z.uuid().nullable(),
    report: z.object({ state: z.string(), exitCode: z.int().nullable() }),
  }),
  LateReportAdopted: z.object({ reportedTerm: z.int().min(1), eventId: z.uuid().describe('Of the late report that now counts') }),
} as const;

export type TaskEvent = EventsOf<typeof taskEvents>;
export type TaskNeeds = z.infer<typeof taskNeeds>;
export type ReleaseCause = (typeof releaseCauses)[number];
export type ErrorCause = (typeof errorCauses)[number];
export type StopCause = (typeof stopCauses)[number];
export type TaskCreated = z.infer<(typeof taskEvents)['TaskCreated']>;
