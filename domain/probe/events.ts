import { z } from 'zod';
import type { EventsOf } from '../kernel/event.ts';

export const probeEvents = {
  LogProbed: z.object({}).describe('An operator asked whether the log takes events'),
} as const;

export type ProbeEvent = EventsOf<typeof probeEvents>;
