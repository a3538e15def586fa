import { readPage } from '../../edge/operation.ts';
import { instanceAdmin } from '../../edge/right.ts';
import { runSchema, runShown } from './shapes.ts';

export const listUpkeepRuns = readPage({
  id: 'ListUpkeepRuns',
  method: 'get',
  path: '/colophon/upkeep-runs/',
  tag: 'colophon',
  summary: 'Copies and verifications of the log, backups and restores that were asked for over the API, the newest first.',
  who: instanceAdmin,
  answer: runSchema,
  find: (_, { upkeep }, wanted) => upkeep.list(wanted),
  shows: runShown,
});
