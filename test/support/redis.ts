import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import type { TestScope } from './postgres.ts';

/** Why tests with Redis are skipped on this machine; null when they are not. */
export const withoutRedis: string | null =
  spawnSync('redis-server', ['--version']).status === 0 ? null : 'there is no redis-server on the PATH of this machine';

/** A Redis of one test's own, which keeps nothing on disk and ends with the test. */
export class TestRedis {
  readonly port: number;
  readonly #folder = mkdtempSync(join(tmpdir(), 'colophon-redis-'));
  #child: ChildProcess | null = null;

  private constructor(port: number) {
    this.port = port;
  }

  /** On a free port, not running yet. */
  static async prepare(t: TestScope): Promise<TestRedis> {
    const redis = new TestRedis(await freePort());
    t.teardown(async () => {
      await redis.kill();
      rmSync(redis.#folder, { recursive: true, force: true });
    });
    return redis;
  }

  static async start(t: TestScope): Promise<TestRedis> {
    const redis = await TestRedis.prepare(t);
    await redis.start();
    return redis;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}/0`;
  }

  async start(): Promise<void> {
    const options = { port: this.port, bind: '127.0.0.1', save: '', appendonly: 'no', dir: this.#folder };
    const child = spawn(
      'redis-server',
      Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]),
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    this.#child = child;
    let said = '';
    for await (const part of child.stdout) {
      said += String(part);
      if (said.includes('Ready to accept connections')) break;
    }
    child.stdout.resume();
    if (!said.includes('Ready to accept connections')) throw new Error(`Redis did not start: ${said}`);
  }

  /** SIGKILL; resolves when it is gone, with all it held. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  /** How many keys it holds. */
  keys(): number {
    return Number(spawnSync('redis-cli', ['-p', String(this.port), 'dbsize'], { encoding: 'utf8' }).stdout);
  }

  /** It forgets everything, under whoever works with it. */
  async flush(): Promise<void> {
    const { status, stderr } = spawnSync('redis-cli', ['-p', String(this.port), 'flushall']);
    if (status !== 0) throw new Error(`Redis was not flushed: ${String(stderr)}`);
  }
}
