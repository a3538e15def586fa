import { z } from 'zod';
import type { EventsOf } from '../kernel/event.ts';

const elementType = z.object({
  elementTypeId: z.uuid(),
  slug: z.string().min(1).max(50),
  displayName: z.string().min(1).max(250),
  folder: z.boolean(),
  color: z.string().regex(/^[0-9a-f]{6}$/),
  indexable: z.boolean(),
});

/** Stream `corpus-<id>`: a project (people's word) or corpus (the API's) and the types of its elements. */
export const corpusEvents = {
  CorpusCreated: z.object({
    corpusId: z.uuid(),
    name: z.string(),
    description: z.string(),
    public: z.boolean(),
    creatorId: z.int().nullable(),
  }),
  CorpusUpdated: z
    .object({ name: z.string().exactOptional(), description: z.string().exactOptional(), public: z.boolean().exactOptional() })
    .describe('Only the changed fields.'),
  ElementTypeAdded: elementType,
  ElementTypeChanged: elementType.describe('The type as it is from now on.'),
  ElementTypeRemoved: z.object({ elementTypeId: z.uuid() }),
} as const;

export type CorpusEvent = EventsOf<typeof corpusEvents>;
