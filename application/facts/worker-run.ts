import type { MadeBy, RunFacts } from '../../domain/element/worker-run.ts';
import type { Actor } from '../../domain/kernel/event.ts';
import { secondLook, type Look } from '../ports/look/look.ts';

/** The worker runs that the asking task may name as the maker of its results; none for anybody else. */
export async function runFacts(look: Look, made: MadeBy, actor: Actor): Promise<RunFacts> {
  if (actor.kind !== 'task' || (made.workerRunId === null && made.workerVersionId === null)) return { runs: [] };
  const runs = await secondLook(
    look,
    () => look.workers.runsOfTask(actor.id, made),
    (found) => found.length === 0,
  );
  return { runs };
}
