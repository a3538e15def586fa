import { z } from 'zod';
import { closedPolygon } from '../element/zone.ts';
import type { EventsOf } from '../kernel/event.ts';

export const createdElement = z.object({
  elementId: z.uuid(),
  typeId: z.uuid(),
  name: z.string().max(250),
  parentId: z.uuid().nullable(),
  imageId: z.uuid().nullable(),
  polygon: closedPolygon.nullable(),
  rotationAngle: z.int(),
  mirrored: z.boolean(),
  confidence: z.number().nullable(),
});

export type CreatedElement = z.infer<typeof createdElement>;

/** Stream `elementbatch-<command>`: what one request created, in parts of at most 500 elements and 200 KiB. */
export const elementBatchEvents = {
  ElementsCreated: z.object({
    corpusId: z.uuid(),
    part: z.int().min(1),
    parts: z.int().min(1),
    workerRunId: z.uuid().nullable(),
    creatorId: z.int().nullable(),
    elements: z.array(createdElement).max(500),
  }),
} as const;

export type ElementBatchEvent = EventsOf<typeof elementBatchEvents>;
