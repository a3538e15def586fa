import { z } from 'zod';
import { configurationsOf } from '../../../projections/worker-configurations/queries.ts';
import { readPage } from '../edge/operation.ts';
import { flag, text, uuid } from '../edge/query-values.ts';
import { guest } from '../edge/right.ts';
import { named } from '../edge/target.ts';
import { configurationSchema, configurationShown } from './shapes.ts';

export const listWorkerConfigurations = readPage({
  id: 'ListWorkerConfigurations',
  method: 'get',
  path: '/workers/{id}/configurations/',
  tag: 'workers',
  summary: 'List the configurations of a worker, by name; archived ones only with `archived`.',
  who: guest.on(named('worker', 'id')).orTask('corpus'),
  params: z.object({ id: uuid() }),
  query: z.object({ archived: flag().optional(), name: text().optional() }),
  answer: configurationSchema,
  find: ({ path, query: { archived = false, name } }, { db }, wanted) => configurationsOf(db, path.id, { archived, name }, wanted),
  shows: configurationShown,
});
