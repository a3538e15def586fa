import { allWorkerTypes } from '../../../projections/worker-types/queries.ts';
import { readPage } from '../edge/operation.ts';
import { anyUser } from '../edge/right.ts';
import { workerTypeSchema, workerTypeShown } from './shapes.ts';

export const listWorkerTypes = readPage({
  id: 'ListWorkerTypes',
  method: 'get',
  path: '/workers/types/',
  tag: 'workers',
  who: anyUser.orTask('corpus'),
  answer: workerTypeSchema,
  find: (_asked, { db }, wanted) => allWorkerTypes(db, wanted),
  shows: workerTypeShown,
});
