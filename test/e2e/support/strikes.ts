import { rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { testFolder } from '../../infrastructure/database/embedded/support/homes.ts';
import type { Environment } from './command.ts';
import { Server } from './server.ts';
import { until } from './until.ts';

const mostMs = 60_000;

interface Scope {
  teardown(end: () => void | Promise<void>): void;
}

/** `written`: all of a transaction but its commit; `committed`: it is committed, and the program has not gone on. */
export type KillPoint =
  | 'project appended'
  | 'process appended'
  | 'page written'
  | 'page committed'
  | 'build written'
  | 'build committed'
  | 'switch written'
  | 'switch committed';

/** A server, the real program, that is killed at points inside. */
export class Strikes {
  readonly server: Server;
  readonly #order: string;

  private constructor(server: Server, order: string) {
    this.server = server;
    this.#order = order;
  }

  static async open(t: Scope, settings: Environment = {}): Promise<Strikes> {
    const order = join(testFolder(t), 'order');
    const preload = ['--import', fileURLToPath(new URL('kill-points.ts', import.meta.url))];
    const server = await Server.start(t, { ...settings, COLOPHON_TEST_ORDER: order }, ['serve'], preload);
    return new Strikes(server, order);
  }

  /**
   * Does it, and the server dies when it next comes to the point; it is started again. What was done has failed, or was answered before.
   * A point that it never comes to fails the test, in a minute.
   */
  async at(point: KillPoint, doing: () => Promise<unknown>): Promise<void> {
    let died = false;
    void this.server.ended().then(() => (died = true));
    writeFileSync(this.#order, point);
    const done = doing().catch(() => undefined);
    await until(`the server is killed at "${point}"`, () => died, mostMs);
    await done;
    rmSync(this.#order, { force: true });
    await this.server.restart();
  }
}
