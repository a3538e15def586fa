import { z } from 'zod';
import { elementsOfCorpus } from '../../../projections/elements/queries.ts';
import { readPage } from '../edge/operation.ts';
import { uuid } from '../edge/query-values.ts';
import { guest } from '../edge/right.ts';
import { named } from '../edge/target.ts';
import { filterOf, ofCorpus, orderOf, withOf } from './list-query.ts';
import { elementItems, elementItemSchema } from './shapes.ts';

export const listElements = readPage({
  id: 'ListElements',
  method: 'get',
  path: '/corpus/{corpus}/elements/',
  tag: 'elements',
  summary: 'List the elements of a project, in the order of their creation.',
  who: guest.on(named('corpus', 'corpus')).orTask('corpus'),
  params: z.object({ corpus: uuid() }),
  query: z.object(ofCorpus),
  answer: elementItemSchema,
  find: ({ path, query }, { db }, wanted) =>
    elementsOfCorpus(db, path.corpus, query.top_level ?? false, filterOf(query), orderOf(query, 'created'), wanted),
  shows: ({ query }) => elementItems(withOf(query)),
});
