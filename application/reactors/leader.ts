import type { Clock } from '../ports/clock.ts';
import type { Lease, Leases } from '../ports/leases.ts';
import type { Service } from '../ports/service.ts';

export interface LeaderDeps {
  readonly leases: Leases;
  readonly clock: Clock;
  /** Runs while somebody else leads. */
  readonly standby?: Service;
  /** Between two attempts; default 1 s. */
  readonly retryMs?: number;
  readonly onFailure: (error: unknown) => void;
}

/**
 * Runs services while it holds a lease, so that of several programs one leads. What stands by runs while it waits, never beside them.
 *
 *   waiting ──(lease free)──► starting ──► leading ──(lease lost)──► stops them, waits again
 *      ▲ every `retryMs`                      └──(stop)──► stops them, releases
 */
export class Leader implements Service {
  readonly name: string;
  readonly #leases: Leases;
  readonly #clock: Clock;
  readonly #services: readonly Service[];
  readonly #standby: Service | null;
  readonly #retryMs: number;
  readonly #onFailure: (error: unknown) => void;
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #standsBy = false;
  #leading = false;

  constructor(name: string, services: readonly Service[], deps: LeaderDeps) {
    this.name = name;
    this.#services = services;
    this.#leases = deps.leases;
    this.#clock = deps.clock;
    this.#standby = deps.standby ?? null;
    this.#retryMs = deps.retryMs ?? 1000;
    this.#onFailure = deps.onFailure;
  }

  /** Whether this program is the one. */
  get leading(): boolean {
    return this.#leading;
  }

  /** Resolves after the first attempt: leading, or waiting for the one who does. */
  start(): Promise<void> {
    const first = Promise.withResolvers<void>();
    this.#running = this.#compete(first.resolve);
    return first.promise;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #compete(attempted: () => void): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      try {
        await this.#leadOnce(attempted);
      } catch (error) {
        this.#onFailure(error);
      }
      if (!this.#stopping.signal.aborted) await this.#standBy();
      attempted();
      await this.#clock.wait(this.#retryMs, this.#stopping.signal);
    }
    await this.#standDown();
    attempted();
  }

  async #leadOnce(leading: () => void): Promise<void> {
    const over = Promise.withResolvers<void>();
    const end = (): void => over.resolve();
    const lease: Lease | null = await this.#leases.tryAcquire(this.name, end);
    if (lease === null) return;
    this.#stopping.signal.addEventListener('abort', end, { once: true });
    if (this.#stopping.signal.aborted) end();
    const started: Service[] = [];
    try {
      await this.#standDown();
      for (const service of this.#services) {
        started.unshift(service);
        await service.start();
      }
      this.#leading = true;
      leading();
      await over.promise;
    } finally {
      this.#leading = false;
      for (const service of started) await service.stop().catch(this.#onFailure);
      this.#stopping.signal.removeEventListener('abort', end);
      await lease.release();
    }
  }

  async #standBy(): Promise<void> {
    if (this.#standby === null || this.#standsBy) return;
    this.#standsBy = true;
    await this.#standby.start().catch((error: unknown) => {
      this.#standsBy = false;
      this.#onFailure(error);
    });
  }

  async #standDown(): Promise<void> {
    if (!this.#standsBy) return;
    this.#standsBy = false;
    await this.#standby?.stop().catch(this.#onFailure);
  }
}
