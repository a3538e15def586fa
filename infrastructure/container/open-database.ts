import { resolve } from 'node:path';
import type { Pool } from 'pg';
import type { Observation } from '../../application/health/check.ts';
import type { Logger } from '../../application/ports/logger.ts';
import type { DatabaseAddress } from '../database/connection.ts';
import { defaultPostgresHome } from '../database/embedded/default-home.ts';
import { EmbeddedPostgres } from '../database/embedded/embedded-postgres.ts';
import { betweenUs } from '../health/pooler.ts';
import type { Settings } from '../settings.ts';

/** The user's own database does not let the program in, or not far enough. */
export class UnusableDatabase extends Error {
  constructor(cause: Error & { readonly code?: string }) {
    const why = cause.message || cause.code;
    super(`The database of COLOPHON_DATABASE_URL cannot be used: ${why}. Without that setting Colophon starts its own.`, { cause });
    this.name = 'UnusableDatabase';
  }
}

/** Sessions are lent to us by the transaction: two workers could believe that they lead. */
export class LentSessions extends Error {
  constructor({ says, remedy = '' }: Observation) {
    super(`${says} ${remedy}`);
    this.name = 'LentSessions';
  }
}

export interface OpenedDatabase {
  readonly address: DatabaseAddress;
  /** Where its files are; null when it is a database of the user's own. */
  readonly home: string | null;
  /** After the database was lost: starts or joins it again. */
  reopen(): Promise<void>;
  close(): Promise<void>;
}

/** The data folder of the settings, where neither it nor they have a database yet; null where there is one, or was named. */
export function missingIn({ databaseUrl, data }: Pick<Settings, 'databaseUrl' | 'data'>, project: string): string | null {
  const there = databaseUrl !== undefined || EmbeddedPostgres.isAt(defaultPostgresHome(resolve(data), project));
  return there ? null : resolve(data);
}

/** The database of the settings, or the embedded one, started or joined. @throws EmbeddedPostgresError */
export async function openDatabase({ databaseUrl, data }: Settings, project: string, log: Logger): Promise<OpenedDatabase> {
  if (databaseUrl !== undefined) return { address: databaseUrl, home: null, reopen: async () => undefined, close: async () => undefined };
  const home = defaultPostgresHome(resolve(data), project);
  const postgres = new EmbeddedPostgres(home, { onLog: (message) => log.info({}, message) });
  const address = await postgres.open();
  return {
    address,
    home,
    reopen: async () => void (await postgres.open()),
    close: () => postgres.close(),
  };
}

/** Nobody may lead over sessions that are not our own. The embedded database is reached without anything between. @throws LentSessions */
export async function assertOwnSessions({ home }: OpenedDatabase, pool: Pool): Promise<void> {
  if (home !== null) return;
  const seen = await betweenUs(pool);
  if (seen.grade === 'problem') throw new LentSessions(seen);
}
