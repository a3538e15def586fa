import { z } from 'zod';
import type { Waits } from '../../../application/dispatch/waiting.ts';

export const waitingSchema = z.object({
  task_id: z.uuid(),
  state: z.string(),
  since: z.iso.datetime().nullable(),
  reasons: z.array(z.looseObject({ code: z.string(), message: z.string() })).describe('Empty when it does not wait'),
});

export const waitingShape = ({ taskId, state, since, reasons }: Waits): z.infer<typeof waitingSchema> => ({
  task_id: taskId,
  state,
  since: since?.toISOString() ?? null,
  reasons: reasons.map((reason) => ({ ...reason })),
});
