import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import { join } from 'node:path';
import type { Account } from './account.ts';
import { launchScript } from './launch-script.ts';
import { Lease } from './lease.ts';
import { programOptions, runProgram } from './run-program.ts';
import { scratchName } from './scratch.ts';
import type { ServerLog } from './server-log.ts';
import { settingArguments } from './settings.ts';
import { sweepRunFolder } from './socket-folder.ts';

/** One attempt to become the server of the data folder. PostgreSQL's own interlock lets one of several win. */
export class Launch {
  readonly lease: Lease;
  /** The size of the log before this attempt. */
  readonly logStart: number;
  readonly #child: ChildProcess;

  constructor(child: ChildProcess, lease: Lease, logStart: number) {
    this.#child = child;
    this.lease = lease;
    this.logStart = logStart;
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** How it ended: the exit code, or the name of the signal; `undefined` while it lives. */
  get end(): number | string | undefined {
    return this.#child.exitCode ?? this.#child.signalCode ?? undefined;
  }
}

/** Starts a postmaster that outlives this program as long as somebody holds its lease; we hold it from before its first breath. */
export async function launch(bin: string, data: string, run: string, log: ServerLog, account: Account | undefined): Promise<Launch> {
  sweepRunFolder(run);
  const fifo = join(run, scratchName('lease'));
  await runProgram('mkfifo', ['-m', '600', fifo], account);
  const descriptor = fs.openSync(fifo, fs.constants.O_RDWR);
  const stdin = fs.openSync(fifo, 'r');
  const output = log.openForServer(account);
  const logStart = log.size();
  try {
    const server = [join(bin, 'postgres'), '-D', data, ...settingArguments()];
    // A session of its own: a Ctrl-C is for the program, not for its database.
    const options = { ...programOptions(account), detached: true, stdio: [stdin, output, output] };
    const child = spawn('/bin/sh', ['-c', launchScript, 'colophon-postgres', run, fifo, data, ...server], options);
    child.unref();
    await once(child, 'spawn');
    return new Launch(child, new Lease(child.pid ?? 0, descriptor), logStart);
  } catch (error) {
    fs.closeSync(descriptor);
    throw error;
  } finally {
    fs.closeSync(stdin);
    fs.closeSync(output);
  }
}
