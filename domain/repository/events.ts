import { z } from 'zod';
import type { EventsOf } from '../kernel/event.ts';

/** Stream `repository-<uuid5(normalised URL)>`: a Git repository and what its branches and tags point to. */
export const repositoryEvents = {
  RepositoryAdded: z.object({
    repositoryId: z.uuid(),
    url: z.string().describe('Normalised.'),
    providerName: z.string(),
    credentialsId: z.uuid().nullable(),
    ownerId: z.int().nullable(),
  }),
  GitRefMoved: z.object({
    name: z.string(),
    type: z.enum(['branch', 'tag']),
    revisionId: z.uuid(),
    previousRevisionId: z.uuid().nullable(),
  }),
} as const;

export type RepositoryEvent = EventsOf<typeof repositoryEvents>;
