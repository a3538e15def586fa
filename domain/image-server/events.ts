import { z } from 'zod';
import type { EventsOf } from '../kernel/event.ts';

/** Stream `imageserver-<id>`: where images are served from, by the IIIF Image API. */
export const imageServerEvents = {
  ImageServerAdded: z.object({
    serverId: z.uuid(),
    displayName: z.string(),
    url: z.string().describe('Address with a slash at its end; empty for our own server, whose address is known only when asked.'),
    maxWidth: z.int().nullable(),
    maxHeight: z.int().nullable(),
  }),
} as const;

export type ImageServerEvent = EventsOf<typeof imageServerEvents>;
