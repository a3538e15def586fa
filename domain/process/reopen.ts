import { z } from 'zod';
import { accepted } from '../kernel/refusal.ts';
import { decision, lastRun } from './state.ts';

/** A task of the last run was restarted after the process had finished. Otherwise nothing is to be opened: no event. */
export const reopenProcess = decision({
  name: 'ReopenProcess',
  input: z.object({
    run: z.int(),
    generation: z.int().exactOptional().describe('Of the finish that the restart came after; absent: of the last'),
    taskId: z.uuid(),
  }),
  decide(state, { run, generation = state.generation, taskId }) {
    if (state.life !== 'finished' || run !== lastRun(state) || generation !== state.generation) return accepted();
    return accepted({ type: 'ProcessReopened', data: { run, generation: state.generation + 1, taskId } });
  },
});
