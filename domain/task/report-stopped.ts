import { z } from 'zod';
import { accepted } from '../kernel/refusal.ts';
import { logBytes, logOf, stopped } from './ending.ts';
import { reported, stateForbidden } from './report.ts';
import { decision } from './state.ts';

/** The holder confirms a stop that was asked for. */
export const reportStopped = decision({
  name: 'ReportStopped',
  input: z.object({ term: z.int(), logBytes }),
  decide: (state, { term, logBytes: bytes }, _facts, asking) =>
    reported(state, { term, state: 'stopped' }, asking, (claim) =>
      state.state === 'stopping' ? accepted(...logOf(state, claim, bytes), stopped(state, claim, false)) : stateForbidden(state, 'stopped'),
    ),
});
