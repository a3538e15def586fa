import { z } from 'zod';
import { taskStates } from '../../../domain/task/states.ts';
import { readableProcesses } from '../../../projections/processes/queries.ts';
import { readPage } from '../edge/operation.ts';
import { personOf } from '../edge/principal.ts';
import { flag, list, oneOf, text, uuid } from '../edge/query-values.ts';
import { anyUser } from '../edge/right.ts';
import { processWithTasksSchema } from './schema.ts';
import { processShown, processWithTasksShown } from './shapes.ts';

export const listProcesses = readPage({
  id: 'ListProcesses',
  method: 'get',
  path: '/process/',
  tag: 'processes',
  summary: 'List the processes of the projects that whoever asks can read, newest first.',
  who: anyUser.orTask('corpus'),
  query: z.object({
    corpus: uuid().optional(),
    mode: list(text()).optional(),
    state: list(oneOf(...taskStates)).optional(),
    name: text().optional().describe('Part of the name, or the beginning of the id'),
    id: uuid().optional(),
    started: flag().optional(),
    finished: flag().optional(),
    mine: flag().optional(),
    repository: uuid().optional().describe('No process that this server runs comes from one: with it the list is empty'),
    with_tasks: flag().optional(),
  }),
  answer: processWithTasksSchema.partial({ tasks: true }),
  async find({ query, principal }, { db, identity }, wanted) {
    if (query.repository !== undefined) return { count: 0, rows: [] };
    const person = personOf(principal);
    const readable = person?.admin ? 'all' : person ? await identity.memberships.idsWith(person.id, 'corpus', 'guest') : [];
    const { corpus: corpusId, mode: modes, state: states, name, id, started, finished } = query;
    const creatorId = query.mine && person ? person.id : undefined;
    return readableProcesses(db, readable, { corpusId, modes, states, name, id, started, finished, creatorId }, wanted);
  },
  shows: ({ query }) => (query.with_tasks ? processWithTasksShown : processShown),
});
