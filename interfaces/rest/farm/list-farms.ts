import { farmsPage } from '../../../projections/farms/queries.ts';
import { readPage } from '../edge/operation.ts';
import { personOf } from '../edge/principal.ts';
import { anyUser } from '../edge/right.ts';
import { farmSchema, farmShown } from './shapes.ts';

export const listFarms = readPage({
  id: 'ListFarms',
  method: 'get',
  path: '/process/farms/',
  tag: 'agents',
  summary: 'List the farms that whoever asks may use, by name.',
  who: anyUser,
  answer: farmSchema,
  async find({ principal }, { db, identity }, wanted) {
    const person = personOf(principal);
    return farmsPage(db, person && !person.admin ? await identity.memberships.idsWith(person.id, 'farm', 'guest') : 'all', wanted);
  },
  shows: farmShown,
});
