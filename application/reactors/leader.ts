import type { Clock } from '../ports/clock.ts';
import type { Lease, Leases } from '../ports/leases.ts';
import type { Service } from '../ports/service.ts';

/**
 * Runs services while it holds a lease, so that of several programs one leads.
 *
 *   waiting ──(lease free)──► starting ──► leading ──(lease lost)──► stops them, waits again
 *      ▲ every `retryMs`                      └──(stop)──► stops them, releases
 */
export class Leader implements Service {
  readonly name: string;
  readonly #leases: Leases;
  readonly #clock: Clock;
  readonly #services: readonly Service[];
  readonly #retryMs: number;
  readonly #onFailure: (error: unknown) => void;
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(
    name: string,
    services: readonly Service[],
    deps: { readonly leases: Leases; readonly clock: Clock; readonly retryMs?: number; readonly onFailure: (error: unknown) => void },
  ) {
    this.name = name;
    this.#services = services;
    this.#leases = deps.leases;
    this.#clock = deps.clock;
    this.#retryMs = deps.retryMs ?? 1000;
    this.#onFailure = deps.onFailure;
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
      attempted();
      await this.#clock.wait(this.#retryMs, this.#stopping.signal);
    }
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
      for (const service of this.#services) {
        started.unshift(service);
        await service.start();
      }
      leading();
      await over.promise;
    } finally {
      for (const service of started) await service.stop().catch(this.#onFailure);
      this.#stopping.signal.removeEventListener('abort', end);
      await lease.release();
    }
  }
}
