import { z } from 'zod';
import type { EventsOf } from '../kernel/event.ts';

export const farmEvents = {
  FarmCreated: z.object({ farmId: z.uuid(), name: z.string() }),
  FarmRenamed: z.object({ name: z.string() }),
  FarmSeedRotated: z.object({}).describe('The seed itself is never in the log'),
} as const;

export type FarmEvent = EventsOf<typeof farmEvents>;
