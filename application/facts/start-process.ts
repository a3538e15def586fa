import { startProcess } from '../../domain/process/start.ts';
import type { ProcessState } from '../../domain/process/state.ts';
import { secondLook, type Look } from '../ports/look/look.ts';
import { facts } from './facts.ts';
import { runnableFacts } from './known-worker.ts';

/** How many elements match, counted up to a bound. A number that decides work: the read side catches up before. */
async function matching(look: Look, { about }: ProcessState, upTo: number): Promise<number> {
  if (!about?.corpusId || upTo < 1) return 0;
  await look.caughtUp();
  return look.elements.countMatching({ corpusId: about.corpusId, ...about.setup }, upTo);
}

export const startProcessFacts = facts(startProcess, async (look, state, { farmId, chunks }, { actor }) => ({
  runs: await runnableFacts(look, state.workerRuns),
  farmId: await secondLook(
    look,
    () => look.farms.usable(farmId, actor),
    (found) => found === null,
  ),
  matchingElements: await matching(look, state, Math.min(chunks, look.limits.maxChunks)),
  ...look.limits,
}));
