import type { Pool, PoolClient } from 'pg';
import { Bell } from '../../application/log/bell.ts';
import type { Clock } from '../../application/ports/clock.ts';
import type { EventStore } from '../../application/ports/event-store.ts';
import type { Service } from '../../application/ports/service.ts';
import { Applied } from './applied.ts';
import { appliedChannel } from './checkpoints.ts';
import { knownGenerations } from './generations.ts';
import type { AnyProjection } from './projection.ts';

export interface CheckpointWatchDeps {
  readonly store: Pick<EventStore, 'head'>;
  readonly pool: Pool;
  readonly projections: readonly AnyProjection[];
  readonly clock: Clock;
}

/** How often checkpoints are read while somebody waits, should notices be lost; and while nobody does. */
const wantedPollMs = 50;
const idlePollMs = 5000;

/**
 * How far the read models are, in a program that has no projector: it hears of the projectors' commits, and reads the checkpoints
 * when it does and while somebody waits.
 *
 *   LISTEN ──► read checkpoints ──► tell who waits ──► sleep until a notice, a waiter or the time ─┐
 *     ▲  └────────────▲───────────────────────────────────────────────────────────────────────────┘
 *     └── connection lost: after a pause
 */
export class CheckpointWatch implements Service {
  readonly name = 'checkpoint watch';
  readonly readSide: Applied;
  readonly #deps: CheckpointWatchDeps;
  readonly #bell = new Bell();
  #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(deps: CheckpointWatchDeps) {
    this.#deps = deps;
    this.readSide = new Applied(deps.store, deps.clock, deps.projections);
  }

  async start(): Promise<void> {
    this.#stopping = new AbortController();
    this.readSide.onWanted(() => this.#bell.ring());
    await this.#read();
    this.#running = this.#run(this.#stopping.signal);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#bell.ring();
    await this.#running;
  }

  async #run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.#listen(signal).catch(() => undefined);
      await this.#deps.clock.wait(wantedPollMs, signal);
    }
  }

  /** Until the connection is lost or the watch is stopped. */
  async #listen(signal: AbortSignal): Promise<void> {
    const client = await this.#deps.pool.connect();
    const ring = (): void => this.#bell.ring();
    client.on('notification', ring);
    client.on('error', ring);
    try {
      await client.query(`listen ${appliedChannel}`);
      while (!signal.aborted) {
        this.#bell.silence();
        await this.#read(client);
        await this.#bell.sleep(this.#deps.clock, this.readSide.wanted ? wantedPollMs : idlePollMs);
      }
    } finally {
      client.off('notification', ring);
      client.release(true);
    }
  }

  async #read(client: Pool | PoolClient = this.#deps.pool): Promise<void> {
    const known = await knownGenerations(client);
    this.readSide.moved(known.filter(({ state }) => state === 'live').map(({ projection, position }) => [projection, position]));
  }
}
