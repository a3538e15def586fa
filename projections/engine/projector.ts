import { Bell } from '../../application/log/bell.ts';
import { pollMs } from '../../application/log/subscription.ts';
import type { Service } from '../../application/ports/service.ts';
import { Applied } from './applied.ts';
import { Follower, type ProjectionStatus } from './follower.ts';
import type { ProjectorDeps } from './projector-deps.ts';

/**
 * From one page to the next, while nobody waits for them: a page of ten events costs little more than a page of one. What comes after a
 * quiet moment is applied at once.
 */
const gatherMs = 10;
const pausesMs = [100, 200, 500, 1000, 2000, 5000];

/**
 * Keeps the read models: follows the log and folds page after page into the tables of all projections. Any number of projectors may
 * run on one database; each page is applied once. Failures of the database or the store pass by waiting.
 */
export class Projector implements Service {
  readonly name = 'projector';
  /** How far the tables are; other parts of the program wait by it. */
  readonly readSide: Applied;
  readonly #deps: ProjectorDeps;
  readonly #bell = new Bell();
  /** Rung when somebody waits for the read models. */
  readonly #hurry = new Bell();
  readonly #follower: Follower;
  #stopping = new AbortController();
  #unsubscribe: () => void = () => undefined;
  /** A server that crashed may have lost its last commits (see `applyPart`): what is applied must be asked for anew. */
  readonly #connectionLost = (): void => {
    this.#follower.distrust();
    this.#bell.ring();
  };
  #running: Promise<void> = Promise.resolve();

  constructor(deps: ProjectorDeps) {
    this.#deps = deps;
    this.readSide = deps.readSide ?? new Applied(deps.store, deps.clock, deps.projections);
    this.#follower = new Follower(deps, this.readSide);
  }

  /** Resolves once the tables are there and the first page is applied. Rejects when the database or the store does not answer. */
  async start(): Promise<void> {
    this.#stopping = new AbortController();
    await this.#follower.prepare();
    await this.#follower.round(this.#stopping.signal);
    const unsubscribe = this.#deps.store.onWake(() => this.#bell.ring());
    this.#deps.pool.on('error', this.#connectionLost);
    this.#unsubscribe = () => {
      unsubscribe();
      this.#deps.pool.off('error', this.#connectionLost);
    };
    this.readSide.onWanted(() => {
      this.#bell.ring();
      this.#hurry.ring();
    });
    this.#bell.ring();
    this.#running = this.#run(this.#stopping.signal);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#unsubscribe();
    this.#bell.ring();
    this.#hurry.ring();
    await this.#running;
  }

  status(): readonly ProjectionStatus[] {
    return this.#follower.status();
  }

  async #run(signal: AbortSignal): Promise<void> {
    for (let failures = 0, looked = this.#now(); !signal.aborted;) {
      const begun = this.#now();
      try {
        this.#bell.silence();
        if (begun - looked >= pollMs) {
          await this.#follower.look();
          looked = begun;
        }
        const caughtUp = await this.#follower.round(signal);
        failures = 0;
        if (!caughtUp || signal.aborted) continue;
        await this.#bell.sleep(this.#deps.clock, pollMs);
        await this.#gather(begun + gatherMs - this.#now());
      } catch (error) {
        this.#deps.log.warn({ err: error }, 'The read models cannot be moved on; trying again');
        await this.#deps.clock.wait(pausesMs[Math.min(failures++, pausesMs.length - 1)] ?? 0, signal);
        this.#follower.distrust();
      }
    }
  }

  /** Lets more happen, for the next page. */
  async #gather(ms: number): Promise<void> {
    this.#hurry.silence();
    if (ms > 0 && !this.readSide.wanted && !this.#stopping.signal.aborted) await this.#hurry.sleep(this.#deps.clock, ms);
  }

  #now(): number {
    return this.#deps.clock.now().getTime();
  }
}
