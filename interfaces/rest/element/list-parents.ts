import { z } from 'zod';
import { kin, parentsOf } from '../../../projections/elements/queries.ts';
import { readPage } from '../edge/operation.ts';
import { uuid } from '../edge/query-values.ts';
import { guest } from '../edge/right.ts';
import { filterOf, ofParents, withOf } from './list-query.ts';
import { elementItems, elementItemSchema } from './shapes.ts';
import { corpusOfElementInPath } from './target.ts';

export const listElementParents = readPage({
  id: 'ListElementParents',
  method: 'get',
  path: '/elements/{id}/parents/',
  tag: 'elements',
  summary: 'List what lies above an element: directly, or (recursive) on all levels, the nearest first.',
  who: guest.on(corpusOfElementInPath).orTask('corpus'),
  params: z.object({ id: uuid() }),
  query: z.object(ofParents),
  answer: elementItemSchema,
  find: ({ path, query }, { db }, wanted) =>
    query.recursive
      ? kin(db, path.id, 'up', filterOf(query), { by: 'position', direction: 'asc' }, wanted)
      : parentsOf(db, path.id, filterOf(query), wanted),
  shows: ({ query }) => elementItems(withOf(query)),
});
