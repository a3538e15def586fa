import type { Pool } from 'pg';
import { Rounds } from '../../../application/log/rounds.ts';
import { pollMs } from '../../../application/log/subscription.ts';
import type { Clock } from '../../../application/ports/clock.ts';
import type { EventStore, Position } from '../../../application/ports/event-store.ts';
import type { Logger } from '../../../application/ports/logger.ts';
import type { Service } from '../../../application/ports/service.ts';
import { FoldFailed } from '../fold-failed.ts';
import { generationOf, type Generation } from '../generation.ts';
import { changesSoFar, isOfVersion, knownGenerations } from '../generations.ts';
import { carryOut } from '../lifecycle/carry-out.ts';
import type { AnyProjection } from '../projection.ts';
import { Interrupted } from './build-pass.ts';
import { fillHere, type Fill } from './fill.ts';

export interface BuilderDeps {
  readonly store: Pick<EventStore, 'readAll' | 'head'>;
  readonly pool: Pool;
  readonly projections: readonly AnyProjection[];
  readonly clock: Clock;
  readonly log: Logger;
  /** Events per page at most. */
  readonly pageSize?: number;
  /** Default: in this program, from the store. */
  readonly fill?: Fill;
}

interface Due {
  readonly generation: Generation;
  /** From which it goes on. */
  readonly position: Position;
}

/** Between two tries that fail at most: each may begin a process, which costs a second of work. */
const longestMs = 10_000;
const actor = 'system';
const shown = ({ projection, number }: Generation) => ({ projection: projection.name, generation: number });

/**
 * Builds what is to be built, as `ops.generations` says, whoever asked for it: any program steers it by changing the rows.
 *
 *   building ──► through the log, together with all others ──► indexes ──► the rest of the log ──► caught_up
 *       ├─ paused, cancelled, or another one to be built ──► ends between two transactions and looks again
 *       ├─ an event that it cannot take ──► paused, with the reason
 *       └─ the store or the database is away ──► another try after 1 s, 2 s, 4 s, … 10 s, from what is written
 *
 * One of several programs at a time (a lease of its owner); two would not hurt, only hinder each other.
 */
export class Builder implements Service {
  readonly name = 'builder of read models';
  readonly #deps: BuilderDeps;
  readonly #rounds: Rounds;

  constructor(deps: BuilderDeps) {
    this.#deps = deps;
    this.#rounds = new Rounds({
      clock: deps.clock,
      everyMs: pollMs,
      longestMs,
      round: (signal) => this.#round(signal),
      onFailure: (error) => deps.log.warn({ err: error }, 'Read models cannot be built; trying again'),
    });
  }

  async start(): Promise<void> {
    this.#rounds.start();
  }

  stop(): Promise<void> {
    return this.#rounds.stop();
  }

  /** What was built, or changed by somebody meanwhile, is followed by another look at once. */
  async #round(signal: AbortSignal): Promise<void> {
    const due = await this.#due();
    if (due.length === 0) return;
    await this.#build(due, signal).catch((error: unknown) => {
      if (!(error instanceof Interrupted)) throw error;
    });
    this.#rounds.ring();
  }

  async #due(): Promise<readonly Due[]> {
    const known = await knownGenerations(this.#deps.pool);
    return this.#deps.projections.flatMap((projection) =>
      known
        .filter((one) => one.projection === projection.name && one.state === 'building' && isOfVersion(projection, one))
        .map(({ number, position }) => ({ generation: generationOf(projection, number), position })),
    );
  }

  async #build(due: readonly Due[], signal: AbortSignal): Promise<void> {
    const { store, pool, log, fill = fillHere(this.#deps) } = this.#deps;
    await store.head(); // where it is away, nothing is begun
    const generations = due.map(({ generation }) => generation);
    const changes = await changesSoFar(pool);
    for (const { generation, position } of due)
      log.info({ ...shown(generation), after: position.toString() }, 'New tables of a read model are being built');
    try {
      if (!(await fill(generations, { changes, signal }))) return;
      for (const generation of generations) {
        await carryOut(pool, generation.projection, { act: { kind: 'catch_up' }, actor });
        log.info(shown(generation), 'New tables of a read model have caught up');
      }
    } catch (error) {
      if (await this.#areChanged(generations)) throw new Interrupted();
      if (!(error instanceof FoldFailed)) throw error;
      await this.#pause(generations, error);
    }
  }

  /**
   * One of them is no longer to be built. Its tables go in the transaction that says so, so whatever failed for want of them is no defect.
   * Not known, because the database is away: false.
   */
  async #areChanged(generations: readonly Generation[]): Promise<boolean> {
    const due = await this.#due().catch(() => null);
    return due !== null && generations.some(({ checkpoint }) => due.every(({ generation }) => generation.checkpoint !== checkpoint));
  }

  async #pause(generations: readonly Generation[], { projection: name, recorded, message, cause }: FoldFailed): Promise<void> {
    const failing = generations.find(({ projection }) => projection.name === name);
    if (!failing) throw new Error(message, { cause });
    this.#deps.log.error(
      { projection: name, position: recorded?.position.toString(), event: recorded?.id, err: cause },
      `Paused: ${message}`,
    );
    await carryOut(this.#deps.pool, failing.projection, { act: { kind: 'pause' }, actor, reason: message });
  }
}
