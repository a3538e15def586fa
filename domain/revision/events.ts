import { z } from 'zod';
import type { EventsOf } from '../kernel/event.ts';

/** Stream `revision-<uuid5(repository, hash)>`: a commit; it never changes. */
export const revisionEvents = {
  RevisionRecorded: z.object({
    revisionId: z.uuid(),
    repositoryId: z.uuid(),
    hash: z.string(),
    message: z.string(),
    author: z.string(),
    committedAt: z.iso.datetime().nullable(),
  }),
} as const;

export type RevisionEvent = EventsOf<typeof revisionEvents>;
