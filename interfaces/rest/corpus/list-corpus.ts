import { readableCorpora } from '../../../projections/corpora/queries.ts';
import { readArray } from '../edge/operation.ts';
import { personOf } from '../edge/principal.ts';
import { anybody } from '../edge/right.ts';
import { corpusSchema, corpusShown } from './shapes.ts';

export const listCorpus = readArray({
  id: 'ListCorpus',
  method: 'get',
  path: '/corpus/',
  tag: 'corpora',
  summary: 'List the projects that whoever asks can read, by name.',
  who: anybody,
  answer: corpusSchema,
  async find({ principal }, { db, identity }) {
    const person = personOf(principal);
    if (person?.admin) return readableCorpora(db, 'all');
    return readableCorpora(db, person ? await identity.memberships.idsWith(person.id, 'corpus', 'guest') : []);
  },
  shows: corpusShown,
});
