import { z } from 'zod';
import { oneWorkerVersion } from '../../../projections/worker-versions/queries.ts';
import { read } from '../edge/operation.ts';
import { uuid } from '../edge/query-values.ts';
import { guest } from '../edge/right.ts';
import { workerOfVersion } from './target.ts';
import { workerVersionSchema, workerVersionShown } from './version-shape.ts';

export const retrieveWorkerVersion = read({
  id: 'RetrieveWorkerVersion',
  method: 'get',
  path: '/workers/versions/{id}/',
  tag: 'workers',
  who: guest.on(workerOfVersion).orTask('corpus'),
  params: z.object({ id: uuid() }),
  answer: workerVersionSchema,
  find: ({ path }, { db }) => oneWorkerVersion(db, path.id),
  shows: workerVersionShown,
});
