import type { Pool } from 'pg';
import { Bell } from '../../application/log/bell.ts';
import { pollMs } from '../../application/log/subscription.ts';
import type { Clock } from '../../application/ports/clock.ts';
import type { Logger } from '../../application/ports/logger.ts';
import type { Service } from '../../application/ports/service.ts';
import type { Applied } from './applied.ts';
import { livePositions } from './generations.ts';

/** Between two looks while somebody waits: what the projectors take for a page, or little more. */
const wantedMs = 5;

/**
 * Tells how far the read models are in a program that does not project: it looks at the checkpoints that projectors of other programs
 * keep, often while somebody waits for them, else now and then.
 */
export class ReadSideFollower implements Service {
  readonly name = 'read side';
  readonly #readSide: Applied;
  readonly #pool: Pool;
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #bell = new Bell();
  #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(deps: { readonly readSide: Applied; readonly pool: Pool; readonly clock: Clock; readonly log: Logger }) {
    this.#readSide = deps.readSide;
    this.#pool = deps.pool;
    this.#clock = deps.clock;
    this.#log = deps.log;
  }

  /** Resolves after the first look. */
  async start(): Promise<void> {
    this.#stopping = new AbortController();
    await this.#look();
    this.#readSide.onWanted(() => this.#bell.ring());
    this.#running = this.#run(this.#stopping.signal);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#bell.ring();
    await this.#running;
  }

  async #run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      if (this.#readSide.wanted) await this.#clock.wait(wantedMs, signal);
      else await this.#bell.sleep(this.#clock, pollMs);
      this.#bell.silence();
      if (signal.aborted) return;
      await this.#look().catch(async (error: unknown) => {
        this.#log.warn({ err: error }, 'The checkpoints of the read models cannot be read; trying again');
        await this.#clock.wait(pollMs, signal);
      });
    }
  }

  async #look(): Promise<void> {
    this.#readSide.moved(await livePositions(this.#pool));
  }
}
