import { z } from 'zod';
import { oneCorpus } from '../../../projections/corpora/queries.ts';
import { uuid } from '../edge/query-values.ts';
import { read } from '../edge/operation.ts';
import { guest } from '../edge/right.ts';
import { named } from '../edge/target.ts';
import { corpusSchema, corpusShown } from './shapes.ts';

export const retrieveCorpus = read({
  id: 'RetrieveCorpus',
  method: 'get',
  path: '/corpus/{id}/',
  tag: 'corpora',
  who: guest.on(named('corpus', 'id')).orTask('corpus'),
  params: z.object({ id: uuid() }),
  answer: corpusSchema,
  find: ({ path }, { db }) => oneCorpus(db, path.id),
  shows: corpusShown,
});
