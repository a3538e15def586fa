import { z } from 'zod';
import type { EventStore } from '../../../../application/ports/event-store.ts';
import { EdgeRefusal, invalid } from '../../edge/refusals/edge-refusal.ts';
import { isToCome, momentOf } from '../../../../projections/as-of/moment.ts';

/** `?at=`: an instant or a position. It must be given, but no parameter may be declared so: the check comes after (api.md §1.1). */
export const atQuery = z.object({
  at: z
    .string()
    .transform((text, context) => {
      const moment = momentOf(text);
      if (moment) return moment;
      context.addIssue({ code: 'custom', message: 'Must be an instant in ISO 8601 with offset, or a position of the log.' });
      return z.NEVER;
    })
    .optional()
    .meta({ type: 'string', description: 'An instant in ISO 8601 with offset, or a position of the log' }),
});

type Moment = NonNullable<ReturnType<typeof momentOf>>;

/** @throws EdgeRefusal when there is none, or the log has not come so far: nobody knows how it will be then */
export async function given(at: Moment | undefined, log: Pick<EventStore, 'head'>): Promise<Moment> {
  if (!at) throw new EdgeRefusal([invalid('at', 'Give an instant in ISO 8601 with offset, or a position of the log.')]);
  if (isToCome(at, await log.head())) throw new EdgeRefusal([invalid('at', 'The log has not come to this position yet.')]);
  return at;
}
