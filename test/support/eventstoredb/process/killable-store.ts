import { execFile, fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

interface Scope {
  teardown(end: () => void | Promise<void>): void;
}

/** An EventStoreDB, or what stands in for one, that is a process, dies by SIGKILL and comes back with its log at the same address. */
export interface KillableStore {
  readonly url: string;
  /** Whether it stays away until it is restarted: a real one comes back by itself. */
  readonly staysAway: boolean;
  kill(): Promise<void>;
  restart(): Promise<void>;
}

/** The real one that `EVENTSTOREDB_URL` names, where `EVENTSTOREDB_RESTART` tells how to kill it; else the stand-in. */
export async function killableStore(t: Scope): Promise<KillableStore> {
  const { EVENTSTOREDB_URL: url, EVENTSTOREDB_RESTART: command } = process.env;
  return url && command ? realServer(url, command) : StandInProcess.open(t);
}

/** A young one: the log that it keeps becomes that of the test's installation. */
function realServer(url: string, command: string): KillableStore {
  let running: Promise<unknown> = Promise.resolve();
  return {
    url,
    staysAway: false,
    kill: async () => {
      running = promisify(execFile)('sh', ['-c', command]);
      running.catch(() => undefined);
    },
    restart: async () => void (await running),
  };
}

/** The stand-in as a process of its own, its log in a file. */
export class StandInProcess implements KillableStore {
  readonly staysAway = true;
  readonly file: string;
  url = '';
  #child: ChildProcess | undefined;

  private constructor(folder: string) {
    this.file = join(folder, 'log.jsonl');
  }

  static async open(t: Scope): Promise<StandInProcess> {
    const folder = mkdtempSync(join(tmpdir(), 'colophon-stand-in-'));
    const store = new StandInProcess(folder);
    t.teardown(async () => {
      await store.kill();
      rmSync(folder, { recursive: true, force: true });
    });
    await store.restart();
    return store;
  }

  async kill(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  /** Resolves when it listens again: over the same file, at the same port. */
  async restart(): Promise<void> {
    await this.kill();
    const port = this.url === '' ? '0' : new URL(this.url).port;
    const child = fork(join(import.meta.dirname, 'main.ts'), [this.file, port], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    this.#child = child;
    this.url = await told(child);
  }

  /** It dies when it has written the next append to a stream whose name begins so, before it answers. Gives the promise of its death. */
  async dieAfterAppendTo(streams: string): Promise<{ readonly death: Promise<NodeJS.Signals | null> }> {
    const child = this.#child!;
    const death = once(child, 'exit').then(([, signal]) => signal as NodeJS.Signals | null);
    const understood = told(child);
    child.send(streams);
    await understood;
    return { death };
  }
}

/** What it says next. */
function told(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null): void => reject(new Error(`The stand-in ended with ${code}.`));
    child.once('exit', ended);
    child.once('message', (said) => {
      child.off('exit', ended);
      resolve(String(said));
    });
  });
}
