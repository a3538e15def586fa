import { z } from 'zod';
import type { EventsOf } from '../kernel/event.ts';
import { closedPolygon } from './zone.ts';

/** Stream `element-<id>`: changes of one element after its creation, which stands in a batch. */
export const elementEvents = {
  ElementUpdated: z
    .object({
      elementId: z.uuid(),
      typeId: z.uuid().exactOptional(),
      name: z.string().max(250).exactOptional(),
      imageId: z.uuid().nullable().exactOptional(),
      polygon: closedPolygon.nullable().exactOptional(),
      rotationAngle: z.int().exactOptional(),
      mirrored: z.boolean().exactOptional(),
      confidence: z.number().nullable().exactOptional(),
    })
    .describe('Only the changed fields.'),
} as const;

export type ElementEvent = EventsOf<typeof elementEvents>;
