import { z } from 'zod';
import { oneConfiguration } from '../../../projections/worker-configurations/queries.ts';
import { read } from '../edge/operation.ts';
import { uuid } from '../edge/query-values.ts';
import { guest } from '../edge/right.ts';
import { configurationSchema, configurationShown } from './shapes.ts';
import { workerOfConfiguration } from './target.ts';

export const retrieveWorkerConfiguration = read({
  id: 'RetrieveWorkerConfiguration',
  method: 'get',
  path: '/workers/configurations/{id}/',
  tag: 'workers',
  who: guest.on(workerOfConfiguration).orTask('corpus'),
  params: z.object({ id: uuid() }),
  answer: configurationSchema,
  find: ({ path }, { db }) => oneConfiguration(db, path.id),
  shows: configurationShown,
});
