import type { Pool } from 'pg';
import type { Identity } from '../../application/ports/identity/identity.ts';
import type { Clock } from '../../application/ports/clock.ts';
import { DerivedTokens } from '../../infrastructure/identity/derived-tokens.ts';
import { PostgresFarmSeeds } from '../../infrastructure/identity/postgres-farm-seeds.ts';
import { memoryIdentity } from './memory-identity.ts';

/**
 * People and rights in memory, tokens of people and tasks that can be read; seeds of farms and tokens of agents as the server makes
 * them. `agent-<id>` opens for an agent that never registered.
 */
export function restIdentity(pool: Pool, clock: Clock) {
  const { identity: memory, add } = memoryIdentity();
  const derived = new DerivedTokens(pool, clock, 'the key of this server');
  const identity: Identity = {
    ...memory,
    farmSeeds: new PostgresFarmSeeds(pool),
    tokens: {
      ...memory.tokens,
      agentTokens: (agentId) => derived.agentTokens(agentId),
      agentOf: (token) => derived.agentOf(token) ?? memory.tokens.agentOf(token),
      refreshAgent: (token) => derived.refreshAgent(token),
    },
  };
  return { identity, add };
}
