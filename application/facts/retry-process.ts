import { retryProcess } from '../../domain/process/retry.ts';
import { secondLook } from '../ports/look/look.ts';
import { facts } from './facts.ts';
import { runnableFacts } from './known-worker.ts';

export const retryProcessFacts = facts(retryProcess, async (look, state, _input, { actor }) => ({
  runs: await runnableFacts(look, state.workerRuns),
  farmId: await secondLook(
    look,
    () => look.farms.usable(state.start?.farmId ?? null, actor),
    (found) => found === null,
  ),
}));
