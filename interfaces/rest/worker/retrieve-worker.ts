import { z } from 'zod';
import { oneWorker } from '../../../projections/workers/queries.ts';
import { read } from '../edge/operation.ts';
import { uuid } from '../edge/query-values.ts';
import { guest } from '../edge/right.ts';
import { named } from '../edge/target.ts';
import { workerSchema, workerShown } from './shapes.ts';

export const retrieveWorker = read({
  id: 'RetrieveWorker',
  method: 'get',
  path: '/worker/{id}/',
  tag: 'workers',
  who: guest.on(named('worker', 'id')).orTask('corpus'),
  params: z.object({ id: uuid() }),
  answer: workerSchema,
  find: ({ path }, { db }) => oneWorker(db, path.id),
  shows: workerShown,
});
