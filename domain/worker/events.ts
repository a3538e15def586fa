import { z } from 'zod';
import type { EventsOf } from '../kernel/event.ts';
import { jsonObject } from '../kernel/json.ts';

/** Stream `worker-<uuid5(repository, slug)>`: a worker and its configurations. */
export const workerEvents = {
  WorkerCreated: z.object({
    workerId: z.uuid(),
    slug: z.string(),
    name: z.string(),
    typeSlug: z.string(),
    description: z.string(),
    repositoryId: z.uuid().nullable(),
    public: z.boolean(),
  }),
  WorkerUpdated: z
    .object({
      name: z.string().exactOptional(),
      typeSlug: z.string().exactOptional(),
      description: z.string().exactOptional(),
      public: z.boolean().exactOptional(),
    })
    .describe('Only the changed fields.'),
  WorkerArchived: z.object({}),
  WorkerUnarchived: z.object({}),
  ConfigurationCreated: z.object({
    configurationId: z.uuid(),
    name: z.string(),
    configuration: jsonObject,
    contentHash: z.string().describe('Equal for equal values, whatever the order of their keys.'),
  }),
  ConfigurationRenamed: z.object({ configurationId: z.uuid(), name: z.string() }),
  ConfigurationArchived: z.object({ configurationId: z.uuid() }),
  ConfigurationUnarchived: z.object({ configurationId: z.uuid() }),
} as const;

export type WorkerEvent = EventsOf<typeof workerEvents>;
