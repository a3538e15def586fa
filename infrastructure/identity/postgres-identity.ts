import type { Pool } from 'pg';
import type { Clock } from '../../application/ports/clock.ts';
import type { Identity } from '../../application/ports/identity/identity.ts';
import { DerivedTokens } from './derived-tokens.ts';
import { PostgresFarmSeeds } from './postgres-farm-seeds.ts';
import { PostgresMemberships } from './postgres-memberships.ts';
import { PostgresPeople } from './postgres-people.ts';
import { PostgresSessions } from './postgres-sessions.ts';

/** Identity in the schema of that name; `key` is the server's. */
export const postgresIdentity = (pool: Pool, clock: Clock, key: string): Identity => ({
  people: new PostgresPeople(pool),
  memberships: new PostgresMemberships(pool),
  tokens: new DerivedTokens(pool, clock, key),
  sessions: new PostgresSessions(pool, clock),
  farmSeeds: new PostgresFarmSeeds(pool),
});
