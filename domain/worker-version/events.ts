import { z } from 'zod';
import type { EventsOf } from '../kernel/event.ts';
import { jsonObject } from '../kernel/json.ts';

/** How a worker version uses GPUs, or models. */
export const usage = z.enum(['disabled', 'supported', 'required']);

export type Usage = z.infer<typeof usage>;

/** Stream `workerversion-<uuid5(worker, revision or "n:" + number)>`. */
export const workerVersionEvents = {
  WorkerVersionCreated: z.object({
    workerVersionId: z.uuid(),
    workerId: z.uuid(),
    revisionId: z.uuid().nullable(),
    number: z.int().nullable(),
    configuration: jsonObject.describe(
      'As published, without null keys: docker, configuration, user_configuration, secrets (names), environment.',
    ),
    gpuUsage: usage,
    modelUsage: usage,
    image: z.string().nullable(),
  }),
  WorkerVersionBuilding: z.object({ taskId: z.uuid().nullable() }),
  WorkerVersionAvailable: z.object({
    image: z.string().nullable(),
    imageArtifact: z.object({ taskId: z.uuid(), path: z.string() }).nullable(),
  }),
  WorkerVersionFailed: z.object({ reason: z.string() }),
} as const;

export type WorkerVersionEvent = EventsOf<typeof workerVersionEvents>;
