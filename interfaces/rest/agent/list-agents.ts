import { orderBy } from 'natural-orderby';
import { z } from 'zod';
import { agentsOf } from '../../../projections/agents/queries.ts';
import { readPage } from '../edge/operation.ts';
import { personOf } from '../edge/principal.ts';
import { uuid } from '../edge/query-values.ts';
import { anyUser } from '../edge/right.ts';
import { agentSchema, agentShown } from './shapes.ts';

export const listAgents = readPage({
  id: 'ListAgents',
  method: 'get',
  path: '/agents/',
  tag: 'agents',
  summary: 'List the agents of the farms that whoever asks may use, by hostname in natural order.',
  who: anyUser,
  query: z.object({ farm: uuid().optional() }),
  answer: agentSchema,
  async find({ query, principal }, { db, identity }, { offset, limit }) {
    const person = personOf(principal);
    const farms = person && !person.admin ? await identity.memberships.idsWith(person.id, 'farm', 'guest') : null;
    const all = await agentsOf(db, query.farm ?? null);
    const mine = farms === null ? all : all.filter(({ farmId }) => farms.includes(farmId));
    const rows = orderBy([...mine], [({ hostname }) => hostname, ({ id }) => id]);
    return { count: rows.length, rows: rows.slice(offset, offset + limit) };
  },
  shows: agentShown,
});
