import { z } from 'zod';
import type { EventsOf } from '../kernel/event.ts';

/** Who works on the element: a claim of a task, or a person. */
export const activityClaim = z.object({
  taskId: z.uuid().nullable(),
  term: z.int().nullable().describe('Of the task that claimed the element'),
  userId: z.int().nullable(),
});

const ended = z.object({
  elementId: z.uuid(),
  processId: z.uuid(),
  workerRunId: z.uuid(),
  claim: activityClaim,
  durationMs: z.int().nullable().describe('From its last start; null when it never started'),
});

export const activityEvents = {
  ActivityStarted: z.object({
    elementId: z.uuid(),
    corpusId: z.uuid(),
    workerVersionId: z.uuid(),
    modelVersionId: z.uuid().nullable(),
    configurationId: z.uuid().nullable(),
    processId: z.uuid(),
    workerRunId: z.uuid(),
    claim: activityClaim,
    takenOver: z.boolean().describe('From a claim that is over'),
  }),
  ActivityProcessed: ended,
  ActivityFailed: ended,
} as const;

export type ActivityEvent = EventsOf<typeof activityEvents>;
export type ActivityClaim = z.infer<typeof activityClaim>;
