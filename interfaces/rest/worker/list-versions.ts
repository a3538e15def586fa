import { z } from 'zod';
import { namedVersionsOf, versionsOf } from '../../../projections/worker-versions/queries.ts';
import { readPage } from '../edge/operation.ts';
import { oneOf, uuid } from '../edge/query-values.ts';
import { guest } from '../edge/right.ts';
import { named } from '../edge/target.ts';
import { workerVersionSchema, workerVersionShown } from './version-shape.ts';

export const listWorkerVersions = readPage({
  id: 'ListWorkerVersions',
  method: 'get',
  path: '/workers/{id}/versions/',
  tag: 'workers',
  summary: 'List the versions of a worker, newest first; `simple`: available ones with a tag or at the head of a branch.',
  who: guest.on(named('worker', 'id')).orTask('corpus'),
  params: z.object({ id: uuid() }),
  query: z.object({ mode: oneOf('simple', 'complete').optional() }),
  answer: workerVersionSchema,
  find: ({ path, query }, { db }, wanted) => (query.mode === 'simple' ? namedVersionsOf : versionsOf)(db, path.id, wanted),
  shows: workerVersionShown,
});
