import type { Pool } from 'pg';
import { Rounds } from '../../../application/log/rounds.ts';
import { pollMs } from '../../../application/log/subscription.ts';
import type { Clock } from '../../../application/ports/clock.ts';
import { beginning, type EventStore } from '../../../application/ports/event-store.ts';
import type { Logger } from '../../../application/ports/logger.ts';
import type { Service } from '../../../application/ports/service.ts';
import { generationOf } from '../generation.ts';
import { isOfVersion, knownGenerations, type KnownGeneration } from '../generations.ts';
import { countOn, keptCensus } from '../holes/census.ts';
import { holesIn, type Hole } from '../holes/find-holes.ts';
import { carryOut, GenerationBehind, GenerationForbidden } from '../lifecycle/carry-out.ts';
import type { AnyProjection } from '../projection.ts';
import { compareGenerations } from './verification.ts';

export interface VerifierDeps {
  readonly store: Pick<EventStore, 'readAll'>;
  readonly pool: Pool;
  readonly projections: readonly AnyProjection[];
  readonly clock: Clock;
  readonly log: Logger;
}

const actor = 'system';

/** It must wait for the log, or another program was faster: the next look shows it. */
const isOvertaken = (error: unknown): boolean => error instanceof GenerationBehind || error instanceof GenerationForbidden;

/**
 * What happens to a generation once it has caught up:
 *
 *   wanted by an operator     ──► compared with the live one as soon as both stand at one position ──► verified, or the rows that differ
 *   wanted by another version ──► its rows can be compared with nothing: what was applied to it is compared with the log, read anew,
 *                                 by type and with a sum over the events' ids ──► verified, and switched to; or left, and told
 */
export class Verifier implements Service {
  readonly name = 'verifier of read models';
  readonly #deps: VerifierDeps;
  readonly #rounds: Rounds;
  /** Those that lack events of the log: told once, and left to an operator. */
  readonly #incomplete = new Set<string>();

  constructor(deps: VerifierDeps) {
    this.#deps = deps;
    this.#rounds = new Rounds({
      clock: deps.clock,
      everyMs: pollMs,
      round: (signal) => this.#look(signal),
      onFailure: (error) => deps.log.warn({ err: error }, 'Generations of read models cannot be verified; trying again'),
    });
  }

  async start(): Promise<void> {
    this.#rounds.start();
  }

  stop(): Promise<void> {
    return this.#rounds.stop();
  }

  async #look(signal: AbortSignal): Promise<void> {
    const known = await knownGenerations(this.#deps.pool);
    await this.#holdAgainstLog(known, signal);
    for (const projection of this.#deps.projections) {
      if (signal.aborted) return;
      await this.#lookAt(
        projection,
        known.filter((one) => one.projection === projection.name),
      );
    }
  }

  async #lookAt(projection: AnyProjection, known: readonly KnownGeneration[]): Promise<void> {
    const next = known.find(({ state }) => state === 'caught_up' || state === 'verified');
    const live = known.find(({ state }) => state === 'live');
    if (!next || !live || !isOfVersion(projection, next)) return;
    try {
      if (next.automatic && next.state === 'verified') await this.#switch(projection, next.number);
      else if (next.wanted) await this.#compare(projection, live, next);
    } catch (error) {
      if (!isOvertaken(error)) throw error;
    }
  }

  /** The log is read once for all that stand at its end for another version of the program. */
  async #holdAgainstLog(known: readonly KnownGeneration[], signal: AbortSignal): Promise<void> {
    const { pool, store, projections } = this.#deps;
    const due = known.filter((one) => one.automatic && one.state === 'caught_up' && !this.#incomplete.has(one.projection + one.number));
    const kept = await keptCensus(pool);
    const counted = due.every(({ position }) => position >= kept.position) ? kept : { position: beginning, counts: new Map() };
    const positions = due.map(({ position }) => position);
    for await (const { position, counts } of countOn(store, counted, positions, signal))
      for (const generation of due.filter((one) => one.position === position)) {
        const projection = projections.find(({ name }) => name === generation.projection);
        if (!projection || !isOfVersion(projection, generation)) continue;
        const [hole] = holesIn(counts, generation.applied ?? new Map(), projection.takes);
        if (hole) this.#tellIncomplete(generation, hole);
        else await this.#complete(projection, generation);
      }
  }

  async #complete(projection: AnyProjection, { number, position }: KnownGeneration): Promise<void> {
    const reason = `holds every event of the log up to position ${position}`;
    try {
      await carryOut(this.#deps.pool, projection, { act: { kind: 'compared', equal: true }, actor, reason });
      await this.#switch(projection, number);
    } catch (error) {
      if (!isOvertaken(error)) throw error;
    }
  }

  #tellIncomplete({ projection, number: generation }: KnownGeneration, { type, missing }: Hole): void {
    this.#incomplete.add(projection + generation);
    this.#deps.log.error(
      { projection, generation, type, missing },
      'New tables of a read model lack events of the log, or have some twice: the old ones stay. Drop the new ones ("colophon projections drop") and start the program again.',
    );
  }

  async #switch(projection: AnyProjection, number: number): Promise<void> {
    const reason = 'another version of the program';
    await carryOut(this.#deps.pool, projection, { act: { kind: 'switch', force: false, reason }, actor });
    this.#deps.log.info({ projection: projection.name, generation: number }, 'New tables of a read model are live');
  }

  async #compare(projection: AnyProjection, live: KnownGeneration, next: KnownGeneration): Promise<void> {
    const { pool, log } = this.#deps;
    if (!isOfVersion(projection, live)) return;
    const verification = await compareGenerations(
      pool,
      generationOf(projection, live.number),
      generationOf(projection, next.number),
      next.wanted === 'rows',
    );
    if (verification === null) return;
    const { equal } = verification;
    await carryOut(pool, projection, { act: { kind: 'compared', equal }, actor, verification });
    log.info(
      { projection: projection.name, generation: next.number, equal },
      'New tables of a read model were compared with the live ones',
    );
  }
}
