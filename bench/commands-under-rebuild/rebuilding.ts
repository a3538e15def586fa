import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import type { Client } from 'pg';
import { cli, type Served } from '../serving/serve.ts';

const lookMs = 20;
const patienceMs = 60_000;

/** `colophon projections rebuild tasks`, run beside a server as an operator does. */
export class Rebuilding {
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.#ended = once(child, 'exit');
  }

  /** Starts one, of so many events a second at most; resolves when the new tables are being filled. */
  static async begin({ env }: Served, database: Client, maxRate: number | null): Promise<Rebuilding> {
    const slowed = maxRate === null ? [] : ['--max-rate', String(maxRate)];
    const rebuilding = new Rebuilding(
      spawn(process.execPath, [cli, 'projections', 'rebuild', 'tasks', '--yes', ...slowed], {
        env,
        stdio: ['ignore', 'ignore', 'inherit'],
      }),
    );
    const giveUpAt = performance.now() + patienceMs;
    while (!(await isFilling(database))) {
      if (!rebuilding.runs || performance.now() > giveUpAt) throw new Error('The rebuild did not begin.');
      await setTimeout(lookMs);
    }
    return rebuilding;
  }

  get runs(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** @throws when it failed */
  async end(): Promise<void> {
    await this.#ended;
    if (this.#child.exitCode !== 0) throw new Error(`The rebuild ended with ${this.#child.exitCode ?? this.#child.signalCode}.`);
  }
}

/** What fills has connected, and reads the log or writes. */
async function isFilling(database: Client): Promise<boolean> {
  const { rows } = await database.query(
    `select from ops.generations g where g.projection = 'tasks' and g.state = 'building'
      and exists (select from pg_stat_activity a where a.datname = current_database() and a.application_name = 'colophon builder')`,
  );
  return rows.length > 0;
}
