import { restartTask } from '../../domain/task/restart.ts';
import { secondLook } from '../ports/look/look.ts';
import { facts } from './facts.ts';

export const restartTaskFacts = facts(restartTask, async (look, { created }) => {
  if (!created) return { lastRun: false, parentsCompleted: false };
  const { processId, run, parents } = created;
  const last = await secondLook(
    look,
    () => look.processes.lastRun(processId),
    (found) => found !== run,
  );
  const states = await secondLook(
    look,
    () => look.processes.taskStates(parents),
    (found) => parents.some((parent) => found.get(parent) !== 'completed'),
  );
  return { lastRun: last === run, parentsCompleted: parents.every((parent) => states.get(parent) === 'completed') };
});
