import { z } from 'zod';
import { readableWorkers } from '../../../projections/workers/queries.ts';
import { readPage } from '../edge/operation.ts';
import { personOf } from '../edge/principal.ts';
import { flag, text, uuid } from '../edge/query-values.ts';
import { anybody } from '../edge/right.ts';
import { workerSchema, workerShown } from './shapes.ts';

export const listWorkers = readPage({
  id: 'ListWorkers',
  method: 'get',
  path: '/workers/',
  tag: 'workers',
  summary: 'List the workers that whoever asks can read, by name; archived ones only with `archived`.',
  who: anybody,
  query: z.object({ name: text().optional(), type: text().optional(), repository_id: uuid().optional(), archived: flag().optional() }),
  answer: workerSchema,
  async find({ principal, query }, { db, identity }, wanted) {
    const person = personOf(principal);
    const readable = person?.admin ? 'all' : person ? await identity.memberships.idsWith(person.id, 'worker', 'guest') : [];
    const { name, type, repository_id: repositoryId, archived = false } = query;
    return readableWorkers(db, readable, { name, type, repositoryId, archived }, wanted);
  },
  shows: workerShown,
});
