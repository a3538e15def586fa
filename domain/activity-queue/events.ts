import { z } from 'zod';
import type { EventsOf } from '../kernel/event.ts';

const run = { processId: z.uuid(), run: z.int() };

export const activityQueueEvents = {
  ActivitiesQueued: z.object({
    ...run,
    part: z.int().describe('From 0'),
    keys: z
      .array(
        z.object({
          workerRunId: z.uuid(),
          workerVersionId: z.uuid(),
          modelVersionId: z.uuid().nullable(),
          configurationId: z.uuid().nullable(),
        }),
      )
      .describe('Every worker run of the process: the elements are queued for each'),
    elementIds: z.array(z.uuid()).max(1000),
  }),
  ActivityQueueSealed: z.object({ ...run, parts: z.int(), elements: z.int() }),
  ActivityQueueFailed: z.object({ ...run, reason: z.string() }),
} as const;

export type ActivityQueueEvent = EventsOf<typeof activityQueueEvents>;
export type ActivityKey = (ActivityQueueEvent & { type: 'ActivitiesQueued' })['data']['keys'][number];
