import { z } from 'zod';
import type { EventsOf } from '../kernel/event.ts';

/** Stream `workertype-<uuid5(slug)>`. */
export const workerTypeEvents = {
  WorkerTypeCreated: z.object({ slug: z.string(), displayName: z.string() }),
} as const;

export type WorkerTypeEvent = EventsOf<typeof workerTypeEvents>;
