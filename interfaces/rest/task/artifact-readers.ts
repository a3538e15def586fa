import { isParentForAgent } from '../../../projections/tasks/queries.ts';
import { guest } from '../edge/right.ts';
import { corpusOfTaskInPath } from './target.ts';

/** Artifacts are read by guests of the project, by tasks whose creator is one, and by agents that run a child of the task. */
export const artifactReaders = guest
  .on(corpusOfTaskInPath)
  .orTask('corpus', { grace: true })
  .orAgentIf(async ({ agentId }, { path }: { readonly path: { readonly id: string } }, { db }) =>
    (await isParentForAgent(db, agentId, path.id)) ? 'granted' : 'not_found',
  );
