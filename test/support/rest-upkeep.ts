import type { Pool } from 'pg';
import type { Clock } from '../../application/ports/clock.ts';
import type { UpkeepKind } from '../../application/ports/upkeep-runs.ts';
import { Upkeep } from '../../application/upkeep/upkeep.ts';
import { UnusableRequest, type KeptBackup, type UpkeepWork, type UpkeepWorks, type WorkTools } from '../../application/upkeep/work.ts';
import { PostgresUpkeepRuns } from '../../infrastructure/database/postgres-upkeep-runs.ts';
import { MemoryLeases } from './memory-leases.ts';
import { quiet } from './quiet.ts';

/** A work that does nothing until the test says how it ends, or it is broken off. */
export class TestWork implements UpkeepWork {
  readonly kind: UpkeepKind;
  readonly asked: Readonly<Record<string, unknown>>;
  readonly #end = Promise.withResolvers<object>();
  tools: WorkTools | null = null;

  constructor(kind: UpkeepKind = 'log_copy', asked: Readonly<Record<string, unknown>> = {}) {
    this.kind = kind;
    this.asked = asked;
  }

  carryOut(tools: WorkTools): Promise<object> {
    this.tools = tools;
    tools.signal.addEventListener('abort', () => this.#end.reject(tools.signal.reason as Error));
    return this.#end.promise;
  }

  sentence(error: unknown): string | null {
    return error instanceof RangeError ? error.message : null;
  }

  done(result: object): void {
    this.#end.resolve(result);
  }

  fail(error: Error): void {
    this.#end.reject(error);
  }
}

/** Upkeep of the REST bench: it is entered in the database, and what it does is the test's. */
export function restUpkeep(pool: Pool, clock: Clock) {
  const works: TestWork[] = [];
  const asks: unknown[] = [];
  const backups: KeptBackup[] = [];
  const work = (kind: UpkeepKind, asked: Readonly<Record<string, unknown>>): TestWork => {
    const made = new TestWork(kind, {});
    works.push(made);
    asks.push(asked);
    return made;
  };
  const upkeepWorks: UpkeepWorks = {
    copyLog: (to) => work('log_copy', { to }),
    verifyLog: (to) => work('log_verify', { to }),
    async createBackup(name, options) {
      if (name === 'taken') throw new UnusableRequest('name', 'It is taken.');
      return work('backup', { name, ...options });
    },
    restoreBackup: async (name, into) => (name === 'nightly' ? work('restore', { name, ...into }) : null),
    backups: async () => backups,
  };
  const leases = new MemoryLeases();
  const upkeep = new Upkeep({ runs: new PostgresUpkeepRuns(pool), leases, clock, log: quiet });
  return { upkeep, upkeepWorks, works, asks, backups, leases };
}
