import { ContainerModule } from 'inversify';
import type { Kysely } from 'kysely';
import type { Pool } from 'pg';
import type { Tables } from '../../projections/tables.ts';
import { clientConfig, openPool, type DatabaseAddress } from '../database/connection.ts';
import { openPoolThatGivesWay } from '../database/giving-way.ts';
import { readModels } from '../database/kysely.ts';
import { PostgresCheckpoints } from '../database/postgres-checkpoints.ts';
import { PostgresFollowers } from '../database/postgres-followers.ts';
import { PostgresIdempotencyKeys } from '../database/postgres-idempotency-keys.ts';
import { PostgresLeases } from '../database/postgres-leases.ts';
import { PostgresPresence } from '../database/postgres-presence.ts';
import { PostgresRefusals } from '../database/postgres-refusals.ts';
import { postgresIdentity } from '../identity/postgres-identity.ts';
import { openBlobs } from './open-blobs.ts';
import { tokens } from './tokens.ts';

/** Connections that this program opens at most: the embedded server has room for a hundred, shared by all programs on it. */
const connections = 20;
/** Besides, of what compares read models and looks for holes. */
const keeperConnections = 4;
/** Besides, of the projector: requests never wait for them to let go of a connection. */
const projectorConnections = 8;

/** The database and what lies in its ordinary tables; the blobs beside it. */
export const databaseModule = (address: DatabaseAddress): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(tokens.address).toConstantValue(address);
    bind(tokens.connection).toConstantValue(clientConfig(address));
    bind(tokens.pool).toResolvedValue(
      (log) => {
        const pool: Pool = openPool(address, {
          max: connections,
          onIdleError: (error) => void (pool.ending || log.warn({ err: error }, 'A connection to the database broke.')),
        });
        return pool;
      },
      [tokens.log],
    );
    bind(tokens.projectorPool).toResolvedValue(
      (log) => {
        const pool: Pool = openPool(address, {
          applicationName: 'colophon projector',
          max: projectorConnections,
          onIdleError: (error) => void (pool.ending || log.warn({ err: error }, 'A connection of the projector to the database broke.')),
        });
        return pool;
      },
      [tokens.log],
    );
    bind(tokens.keeperPool).toResolvedValue(
      (log) => {
        const pool: Pool = openPoolThatGivesWay(address, {
          applicationName: 'colophon keeper',
          max: keeperConnections,
          onIdleError: (error) =>
            void (pool.ending || log.warn({ err: error }, 'A connection of the keeper of read models to the database broke.')),
        });
        return pool;
      },
      [tokens.log],
    );
    bind(tokens.db).toResolvedValue((pool): Kysely<Tables> => readModels<Tables>(pool), [tokens.pool]);
    bind(tokens.leases).toResolvedValue((connection, pool) => new PostgresLeases(connection, pool), [tokens.connection, tokens.pool]);
    bind(tokens.checkpoints).toResolvedValue((pool) => new PostgresCheckpoints(pool), [tokens.pool]);
    bind(tokens.idempotencyKeys).toResolvedValue((pool, clock) => new PostgresIdempotencyKeys(pool, clock), [tokens.pool, tokens.clock]);
    bind(tokens.refusals).toResolvedValue((pool, log) => new PostgresRefusals(pool, log), [tokens.pool, tokens.log]);
    bind(tokens.followers).toResolvedValue((pool) => new PostgresFollowers(pool), [tokens.pool]);
    bind(tokens.presence).toResolvedValue((pool) => new PostgresPresence(pool), [tokens.pool]);
    bind(tokens.identity).toResolvedValue(
      (pool, clock, key) => postgresIdentity(pool, clock, key),
      [tokens.pool, tokens.clock, tokens.serverKey],
    );
    bind(tokens.blobs).toResolvedValue(openBlobs, [tokens.settings, tokens.dataFolder, tokens.serverKey]);
  });
