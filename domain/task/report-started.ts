import { z } from 'zod';
import { accepted } from '../kernel/refusal.ts';
import { reported, stateForbidden } from './report.ts';
import { decision } from './state.ts';

export const reportStarted = decision({
  name: 'ReportStarted',
  input: z.object({ term: z.int(), container: z.string().nullable().default(null) }),
  decide: (state, { term, container }, _facts, asking) =>
    reported(state, { term, state: 'running' }, asking, (claim) => {
      if (claim.startedAt) return accepted();
      return state.state === 'pending' ? accepted({ type: 'TaskStarted', data: { term, container } }) : stateForbidden(state, 'running');
    }),
});
