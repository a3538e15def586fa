import { read } from '../../edge/operation.ts';
import { instanceAdmin } from '../../edge/right.ts';
import { runId, runSchema, runShown } from './shapes.ts';

export const retrieveUpkeepRun = read({
  id: 'RetrieveUpkeepRun',
  method: 'get',
  path: '/colophon/upkeep-run/{id}/',
  tag: 'colophon',
  summary: 'How far a copy, a verification, a backup or a restore is, or what it came to.',
  who: instanceAdmin,
  params: runId,
  answer: runSchema,
  find: async ({ path }, { upkeep }) => (await upkeep.find(path.id)) ?? undefined,
  shows: runShown,
});
