import type { Socket } from 'node:net';
import pg from 'pg';
import { BackendStates } from './backend-states.ts';
import { keepAlive } from './vanishing.ts';

/** When a connection is looked at. */
export interface Watch {
  /** A connection that owes an answer and was silent from one look to the next is asked after. */
  readonly everyMs: number;
  /** How long the server may take to say what it does, and to let somebody in. */
  readonly patienceMs: number;
}

export interface WatchedConfig extends pg.ClientConfig {
  readonly watch?: Watch;
}

const usual: Watch = { everyMs: 2_500, patienceMs: 10_000 };
const farewellMs = 1_000;

/** Those of one pool ask together. */
const states = new WeakMap<WatchedConfig, BackendStates>();

/**
 * A connection that notices when it carries nothing any more though nobody closed it: a machine, a cable or a state table between is gone.
 * The system would notice after a quarter of an hour, or never. A statement may take as long as it likes:
 *
 *   owes an answer, silent ─► is the server there?  no ──────────────────────────────────────────► broken off (ETIMEDOUT)
 *                                  └─ yes: does its end of this connection work on something?
 *                                          yes ─► go on waiting        no, and no again at the next look ─► broken off
 */
export class WatchedClient extends pg.Client {
  readonly #states: BackendStates;
  /** Bytes written when nothing was owed. */
  #settledAt = 0;
  #heardAt = -1;
  #looking = false;
  #suspected = false;
  #looks: NodeJS.Timeout | undefined;

  constructor(config: WatchedConfig = {}) {
    const watch = config.watch ?? usual;
    super({ connectionTimeoutMillis: watch.patienceMs, options: keepAlive, ...config, password: config.password });
    const known = states.get(config) ?? new BackendStates(config, watch.patienceMs);
    states.set(config, known);
    this.#states = known;
    this.connection.once('readyForQuery', () => {
      this.#settle();
      this.#looks = setInterval(() => void this.#look(), watch.everyMs).unref();
    });
    this.on('drain', () => this.#settle()).on('end', () => clearInterval(this.#looks));
  }

  override end(): Promise<void>;
  override end(callback: (error: Error) => void): void;
  override end(callback?: (error: Error) => void): Promise<void> | void {
    if (this.#owed) this.once('drain', () => this.#farewell());
    else this.#farewell();
    return callback ? super.end(callback) : super.end();
  }

  /** The server closes a connection when it is asked to, unless it does not hear that. */
  #farewell(): void {
    const late = setTimeout(() => this.connection.stream.destroy(), farewellMs).unref();
    this.once('end', () => clearTimeout(late));
  }

  get #socket(): Socket {
    return this.connection.stream as Socket;
  }

  get #owed(): boolean {
    return this.#socket.bytesWritten !== this.#settledAt;
  }

  #settle(): void {
    this.#settledAt = this.#socket.bytesWritten;
    this.#heardAt = -1;
    this.#suspected = false;
  }

  async #look(): Promise<void> {
    if (this.#looking || !this.#owed) return;
    const heard = this.#socket.bytesRead;
    if (heard !== this.#heardAt) {
      this.#heardAt = heard;
      this.#suspected = false;
      return;
    }
    this.#looking = true;
    const carries = await this.#carries();
    this.#looking = false;
    if (this.#heardAt !== this.#socket.bytesRead || !this.#owed) return;
    if (!carries)
      this.#socket.destroy(
        Object.assign(new Error('The database does not answer any more on a connection.'), { code: 'ETIMEDOUT', syscall: 'read' }),
      );
  }

  async #carries(): Promise<boolean> {
    const { processID } = this as unknown as { readonly processID: number };
    try {
      const waiting = (await this.#states.of(processID)) === 'waiting';
      const carries = !(waiting && this.#suspected);
      this.#suspected = waiting;
      return carries;
    } catch {
      return false;
    }
  }
}
