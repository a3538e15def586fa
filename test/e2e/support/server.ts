import type { ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { defaultPostgresHome } from '../../../infrastructure/database/embedded/default-home.ts';
import { livingAgent } from '../../../interfaces/agent/pid-file.ts';
import { processIdentity } from '../../../interfaces/agent/process-identity.ts';
import { testFolder } from '../../infrastructure/database/embedded/support/homes.ts';
import { serverGone, serverOf } from '../../infrastructure/database/embedded/support/server.ts';
import { freePort } from '../../support/free-port.ts';
import { killTasks } from '../../interfaces/agent/support/agent-process.ts';
import { colophon, ended, projectPath, startColophon, type Ended, type Environment } from './command.ts';
import { Rest } from './rest.ts';
import { until } from './until.ts';

interface Scope {
  teardown(end: () => void | Promise<void>): void;
}

/** Kills a process without any warning and waits until it is gone. */
export async function kill9(pid: number): Promise<void> {
  const identity = processIdentity(pid);
  process.kill(pid, 'SIGKILL');
  await until(`the process ${pid} is gone`, () => processIdentity(pid) !== identity);
}

/** `colophon serve` as a process of its own, on a data folder that ends with the test. */
export class Server {
  readonly data: string;
  readonly environment: Environment;
  url = '';
  readonly #command: readonly string[];
  readonly #node: readonly string[];
  #child: ChildProcess | null = null;
  #ended: Promise<Ended> = Promise.reject(new Error('The server has not been started.'));

  private constructor(data: string, settings: Environment, command: readonly string[], node: readonly string[]) {
    this.#command = command;
    this.#node = node;
    this.data = data;
    this.environment = { COLOPHON_DATA: data, ...settings };
    this.#ended.catch(() => undefined);
  }

  /**
   * A running server, with nothing in it unless on a data folder that is there. `settings` are its further environment; `command` may name
   * a role of it, `node` options of its Node.
   */
  static async start(
    t: Scope,
    settings: Environment = {},
    command: readonly string[] = ['serve'],
    node: readonly string[] = [],
  ): Promise<Server> {
    const server = new Server(settings.COLOPHON_DATA ?? join(testFolder(t), 'data'), settings, command, node);
    t.teardown(() => server.#destroy());
    process.once('exit', () => server.#abandon());
    await server.restart();
    return server;
  }

  /** Starts it (again), on the port it had, and waits until it listens. */
  async restart(): Promise<void> {
    const port = this.url === '' ? String(await freePort()) : new URL(this.url).port;
    const child = startColophon(
      this.#command,
      { ...this.environment, COLOPHON_PORT: port, COLOPHON_WORKER_PORT: port },
      undefined,
      this.#node,
    );
    this.#child = child;
    this.#ended = ended(child);
    this.url = await listening(child, this.#ended);
  }

  /** Resolves when the program that runs now has ended, however that went. */
  ended(): Promise<Ended> {
    return this.#ended;
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  /** SIGTERM; resolves when it has ended. */
  async term(): Promise<Ended> {
    this.#child?.kill('SIGTERM');
    return this.#ended;
  }

  async kill9(): Promise<void> {
    this.#child?.kill('SIGKILL');
    await this.#ended;
  }

  /** The process id of the local agent, once there is one. */
  agent(): Promise<number> {
    return until('there is a local agent', () => livingAgent(join(this.data, 'agent')), 30_000);
  }

  postmaster(): number {
    return serverOf(this.postgresHome) ?? 0;
  }

  get postgresHome(): string {
    return defaultPostgresHome(this.data, projectPath());
  }

  /** Makes a user by the command line; gives the API as this user sees it. */
  async user(email: string, ...options: readonly string[]): Promise<Rest> {
    const { lastLine, err } = await colophon(['users', 'create', '--email', email, '--json', ...options], this.environment);
    if (lastLine === '') throw new Error(`No user was made: ${err}`);
    return new Rest(this.url, `Token ${(JSON.parse(lastLine) as { token: string }).token}`);
  }

  /** A test that breaks off before its teardowns leaves no programs behind. */
  #abandon(): void {
    this.#child?.kill('SIGKILL');
    const agent = livingAgent(join(this.data, 'agent'));
    if (agent !== null) process.kill(agent, 'SIGKILL');
    killTasks(join(this.data, 'agent'));
  }

  /** Asked to end, it also ends an agent that has not even written its pid file yet. */
  async #destroy(): Promise<void> {
    await this.term().catch(() => undefined);
    const agent = livingAgent(join(this.data, 'agent'));
    if (agent !== null) await kill9(agent);
    killTasks(join(this.data, 'agent'));
    await serverGone(this.postgresHome);
    rmSync(this.postgresHome, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The address that the server says it listens on. */
function listening(child: ChildProcess, end: Promise<Ended>): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout?.on('data', (part: Buffer) => {
      said += part.toString();
      const url = /^listening on (\S+)$/m.exec(said)?.[1];
      if (url) resolve(url);
    });
    end.then(({ code, err }) => reject(new Error(`The server ended with ${code}: ${err}`)), reject);
  });
}
