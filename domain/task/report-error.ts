import { z } from 'zod';
import { accepted } from '../kernel/refusal.ts';
import { logBytes, logOf } from './ending.ts';
import { reported } from './report.ts';
import { decision } from './state.ts';

/** The task could not be carried out, for a reason that is not the task's own; distinct from an exit code. */
export const reportError = decision({
  name: 'ReportError',
  input: z.object({
    term: z.int(),
    cause: z.enum(['image_unavailable', 'container_lost', 'agent_error', 'step_error']),
    detail: z.string().default(''),
    logBytes,
  }),
  decide: (state, { term, cause, detail, logBytes: bytes }, _facts, asking) =>
    reported(state, { term, state: 'error' }, asking, (claim) =>
      accepted(...logOf(state, claim, bytes), { type: 'TaskErrored', data: { term, cause, detail } }),
    ),
});
