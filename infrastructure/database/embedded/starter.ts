import { closeSync } from 'node:fs';
import type { Account } from './account.ts';
import { createCluster, hasCluster } from './cluster.ts';
import { launch, type Launch } from './launch.ts';
import type { PlatformPackage } from './platform-package.ts';
import { checkRuns, installRuntime, sweepRuntimes } from './runtime.ts';
import type { ServerLog } from './server-log.ts';

/** What it takes to start a server on a home folder. */
export interface StartPlan {
  readonly home: string;
  readonly data: string;
  readonly run: string;
  readonly log: ServerLog;
  readonly account: Account | undefined;
  readonly programs: PlatformPackage;
  readonly onLog: (message: string) => void;
}

/** Starts servers on one home folder; what the first start needs (programs, cluster) is made once. */
export class Starter {
  readonly #plan: StartPlan;
  #bin: string | undefined;

  constructor(plan: StartPlan) {
    this.#plan = plan;
  }

  async start(): Promise<Launch> {
    const { data, run, log, account } = this.#plan;
    this.#bin ??= await this.#prepare();
    return launch(this.#bin, data, run, log, account);
  }

  /** To be called when the launch became the server. */
  started(): void {
    if (this.#bin !== undefined) sweepRuntimes(this.#bin);
  }

  async #prepare(): Promise<string> {
    const { home, data, log, account, programs, onLog } = this.#plan;
    // A log that cannot be written is told before the work, not after it.
    closeSync(log.openForServer(account));
    const bin = installRuntime(home, programs);
    await checkRuns(bin, home, account);
    if (!hasCluster(data, account, programs.major)) {
      onLog(`making a new PostgreSQL ${programs.major} database in ${home}`);
      await createCluster(home, data, bin, account);
    }
    return bin;
  }
}
