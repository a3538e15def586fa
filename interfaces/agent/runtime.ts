import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { filter, firstValueFrom, from, interval, map } from 'rxjs';
import type { Observable } from 'rxjs';
import type { ClaimFolder, ClaimRecord } from './claim-folder.ts';
import { processIdentity } from './process-identity.ts';

const shim = fileURLToPath(new URL('shim.sh', import.meta.url));

/** How soon the end of a process that is not our child is noticed. */
const lookMs = 200;

/** A task's process group, led by its shim. */
export class HostProcess {
  readonly pid: number;
  /** Emits once, when the shim is gone. */
  readonly gone$: Observable<void>;

  constructor(pid: number, gone: Promise<unknown>) {
    this.pid = pid;
    this.gone$ = from(gone).pipe(map(() => undefined));
  }

  /** To the whole group; nothing happens when it is empty. */
  signal(name: 'SIGTERM' | 'SIGKILL'): void {
    try {
      process.kill(-this.pid, name);
    } catch {
      // The group is empty: what the signal is for has already happened.
    }
  }
}

export interface StartedProcess {
  readonly process: HostProcess;
  readonly recorded: NonNullable<ClaimRecord['process']>;
  /** Lets the command begin, once the process is written down. */
  go(): void;
  /** Lets the shim end without having run anything. */
  drop(): void;
}

/** Starts the shim for `command`, in a process group of its own, with the work folder as current folder and its output in the log. */
export async function startShim(folder: ClaimFolder, command: string, env: Record<string, string>): Promise<StartedProcess> {
  const log = openSync(folder.log, 'a');
  try {
    const child = spawn('/bin/sh', [shim, folder.root, command], { cwd: folder.work, env, detached: true, stdio: ['pipe', log, log] });
    const gone = new Promise((resolve) => child.once('exit', resolve));
    await once(child, 'spawn');
    const pid = child.pid!;
    const input = child.stdin!;
    // The shim may die before it has read its line.
    input.on('error', () => undefined);
    return {
      process: new HostProcess(pid, gone),
      recorded: { pid, identity: processIdentity(pid) ?? '', startedAt: Date.now() },
      go: () => input.end('go\n'),
      drop: () => input.end(),
    };
  } finally {
    closeSync(log);
  }
}

/** The process that an earlier agent started, if it is still the same one; else null. */
export function findProcess({ pid, identity }: NonNullable<ClaimRecord['process']>): HostProcess | null {
  const lives = () => processIdentity(pid) === identity;
  if (!lives()) return null;
  return new HostProcess(pid, firstValueFrom(interval(lookMs).pipe(filter(() => !lives()))));
}
