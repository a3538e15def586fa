import { z } from 'zod';
import { oneElement } from '../../../projections/elements/queries.ts';
import { read } from '../edge/operation.ts';
import { uuid } from '../edge/query-values.ts';
import { guest } from '../edge/right.ts';
import { elementSchema, elementShown } from './shapes.ts';
import { corpusOfElementInPath } from './target.ts';

export const retrieveElement = read({
  id: 'RetrieveElement',
  method: 'get',
  path: '/element/{id}/',
  tag: 'elements',
  who: guest.on(corpusOfElementInPath).orTask('corpus'),
  params: z.object({ id: uuid() }),
  answer: elementSchema,
  find: ({ path }, { db }) => oneElement(db, path.id),
  shows: elementShown,
});
