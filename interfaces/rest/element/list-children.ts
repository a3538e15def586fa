import { z } from 'zod';
import { childrenOf, kin } from '../../../projections/elements/queries.ts';
import { readPage } from '../edge/operation.ts';
import { uuid } from '../edge/query-values.ts';
import { guest } from '../edge/right.ts';
import { filterOf, ofChildren, orderOf, withOf } from './list-query.ts';
import { elementItems, elementItemSchema } from './shapes.ts';
import { corpusOfElementInPath } from './target.ts';

export const listElementChildren = readPage({
  id: 'ListElementChildren',
  method: 'get',
  path: '/elements/{id}/children/',
  tag: 'elements',
  summary: 'List what lies below an element: directly, by position; recursive: all levels, by level and position.',
  who: guest.on(corpusOfElementInPath).orTask('corpus'),
  params: z.object({ id: uuid() }),
  query: z.object(ofChildren),
  answer: elementItemSchema,
  find: ({ path, query }, { db }, wanted) =>
    query.recursive
      ? kin(db, path.id, 'down', filterOf(query), orderOf(query, 'position'), wanted)
      : childrenOf(db, path.id, filterOf(query), orderOf(query, 'position'), wanted),
  shows: ({ query }) => elementItems(withOf(query)),
});
