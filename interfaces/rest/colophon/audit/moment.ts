import { z } from 'zod';
import { EdgeRefusal, invalid } from '../../edge/refusals/edge-refusal.ts';
import { momentOf } from '../../../../projections/as-of/moment.ts';

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

/** @throws EdgeRefusal when there is none */
export function given(at: Moment | undefined): Moment {
  if (at) return at;
  throw new EdgeRefusal([invalid('at', 'Give an instant in ISO 8601 with offset, or a position of the log.')]);
}
