import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { accountFor } from './account.ts';
import { hasCluster } from './cluster.ts';
import { clusterName, type PostgresConnection } from './connection.ts';
import { EmbeddedPostgresError } from './error.ts';
import { explainFileError } from './file-errors.ts';
import type { Launch } from './launch.ts';
import { hasHolders, Lease } from './lease.ts';
import { findPlatformPackage } from './platform-package.ts';
import { readPostmaster, type Postmaster } from './postmaster-file.ts';
import { passableFolder } from './private-folder.ts';
import { probe } from './probe.ts';
import { ServerLog } from './server-log.ts';
import { pointCurrentTo, runFolder } from './socket-folder.ts';
import { StartJudge } from './start-judge.ts';
import { Starter } from './starter.ts';

export type { PostgresConnection } from './connection.ts';
export { defaultPostgresHome } from './default-home.ts';
export { EmbeddedPostgresError, type EmbeddedPostgresErrorCode } from './error.ts';

const lookEveryMs = 20;
/** After a lost race, or while the children of a killed server are still leaving. */
const betweenStartsMs = 150;
/** A server without a lease is on its way up or down; one that stays so was started by somebody else. */
const leaselessAfterMs = 3000;
const shutdownPatienceMs = 10_000;

/** The one PostgreSQL that belongs to a home folder: shared by all programs that open it, gone when the last of them is. */
export class EmbeddedPostgres {
  readonly home: string;
  readonly #data: string;
  readonly #log: ServerLog;
  readonly #onLog: (message: string) => void;
  #lease: Lease | undefined;
  #opening: Promise<PostgresConnection> | undefined;
  #closing = false;

  constructor(home: string, options: { readonly onLog?: (message: string) => void } = {}) {
    this.home = resolve(home);
    this.#data = join(this.home, 'pgdata');
    this.#log = new ServerLog(this.home);
    this.#onLog = options.onLog ?? (() => undefined);
  }

  /** Whether a home has a database already. */
  static isAt(home: string): boolean {
    return existsSync(join(resolve(home), 'pgdata'));
  }

  /**
   * Joins the running postmaster or starts one; call again after the database was lost (concurrent calls share one attempt).
   * The connection stays the same over restarts, so pools need not be made anew. Throws {@link EmbeddedPostgresError}.
   */
  open(patienceMs = 120_000): Promise<PostgresConnection> {
    this.#opening ??= this.#open(patienceMs).finally(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }

  /** Lets go; the last holder stops the postmaster and sees it through its shutdown. Ends an `open` under way. End the pools before. */
  async close(): Promise<void> {
    this.#closing = true;
    await this.#opening?.catch(() => undefined);
    this.#closing = false;
    const pid = this.#lease?.pid;
    this.#replaceLease(undefined);
    const until = performance.now() + shutdownPatienceMs;
    for (; pid !== undefined && performance.now() < until; await pause(lookEveryMs / 2)) {
      const postmaster = readPostmaster(this.#data);
      if (postmaster?.pid !== pid || hasHolders(postmaster.socketFolder)) return;
    }
  }

  async #open(patienceMs: number): Promise<PostgresConnection> {
    try {
      return await this.#joinOrStart(patienceMs);
    } catch (error) {
      this.#replaceLease(undefined);
      throw explainFileError(error, this.home);
    }
  }

  async #joinOrStart(patienceMs: number): Promise<PostgresConnection> {
    const begin = performance.now();
    const programs = findPlatformPackage();
    const account = accountFor(this.#data);
    passableFolder(this.home, account);
    hasCluster(this.#data, account, programs.major);
    const run = runFolder(this.home, account);
    const starter = new Starter({ home: this.home, data: this.#data, run, log: this.#log, account, programs, onLog: this.#onLog });
    const judge = new StartJudge(this.#log, this.#data);
    let launched: Launch | undefined;
    let leaselessSince: number | undefined;
    for (; performance.now() - begin < patienceMs; await pause(lookEveryMs)) {
      if (this.#closing) throw new EmbeddedPostgresError('closed', `The database in ${this.home} was closed while it was being opened.`);
      const postmaster = readPostmaster(this.#data);
      if (postmaster === undefined) {
        leaselessSince = undefined;
        if (launched !== undefined && launched.end === undefined) continue;
        if (launched !== undefined) {
          judge.ended(launched);
          await pause(betweenStartsMs);
        }
        launched = await starter.start();
        this.#replaceLease(launched.lease);
        continue;
      }
      const held = this.#hold(postmaster);
      if (!held) leaselessSince ??= performance.now();
      if (!held && performance.now() - (leaselessSince ?? 0) < leaselessAfterMs) continue;
      const connection = await this.#enter(postmaster, run, judge);
      if (connection === undefined) continue;
      const won = launched?.pid === postmaster.pid;
      if (won) starter.started();
      this.#onLog(`${won ? 'started' : 'joined'} the PostgreSQL in ${this.home} in ${Math.round(performance.now() - begin)} ms`);
      return connection;
    }
    throw judge.late(patienceMs);
  }

  #hold(postmaster: Postmaster): boolean {
    if (postmaster.socketFolder === '') return false;
    if (this.#lease?.pid !== postmaster.pid) {
      const lease = Lease.of(postmaster);
      if (lease === undefined) return false;
      this.#replaceLease(lease);
    }
    this.#lease?.sign(postmaster.socketFolder);
    return true;
  }

  async #enter({ port, socketFolder, status }: Postmaster, run: string, judge: StartJudge): Promise<PostgresConnection | undefined> {
    if (status !== 'ready') return undefined;
    const connection = { host: pointCurrentTo(socketFolder, run), port, user: clusterName, database: clusterName };
    const answer = await probe(connection);
    if (answer instanceof Error) judge.refused(answer);
    return answer === 'open' ? connection : undefined;
  }

  #replaceLease(lease: Lease | undefined): void {
    this.#lease?.release();
    this.#lease = lease;
  }
}
