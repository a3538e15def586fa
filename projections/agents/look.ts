import type { Kysely } from 'kysely';
import type { AgentsLook } from '../../application/ports/look/agents.ts';
import type { Tables } from '../tables.ts';
import { claimsOfAgents } from './queries.ts';

export const agentsLook = (db: Kysely<Tables>): AgentsLook => ({
  liveClaims: async (agentId) => (await claimsOfAgents(db, [agentId])).length,
});
