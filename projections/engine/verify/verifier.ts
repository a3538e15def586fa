import type { Pool } from 'pg';
import { Rounds } from '../../../application/log/rounds.ts';
import { pollMs } from '../../../application/log/subscription.ts';
import type { Clock } from '../../../application/ports/clock.ts';
import type { Logger } from '../../../application/ports/logger.ts';
import type { Service } from '../../../application/ports/service.ts';
import { generationOf } from '../generation.ts';
import { isOfVersion, knownGenerations, type KnownGeneration } from '../generations.ts';
import { carryOut, GenerationBehind, GenerationForbidden } from '../lifecycle/carry-out.ts';
import type { AnyProjection } from '../projection.ts';
import { compareGenerations } from './verification.ts';

export interface VerifierDeps {
  readonly pool: Pool;
  readonly projections: readonly AnyProjection[];
  readonly clock: Clock;
  readonly log: Logger;
}

const actor = 'system';

/**
 * What happens to a generation once it has caught up:
 *
 *   begun for a newer version ──► switched to by itself, as nothing of the old version can be compared with it
 *   to be compared            ──► compared with the live one as soon as both stand at one position ──► verified, or the rows that differ
 */
export class Verifier implements Service {
  readonly name = 'verifier of read models';
  readonly #deps: VerifierDeps;
  readonly #rounds: Rounds;

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
      if (next.automatic && next.state === 'caught_up') await this.#switch(projection, next.number);
      else if (next.wanted) await this.#compare(projection, live, next);
    } catch (error) {
      if (!(error instanceof GenerationBehind || error instanceof GenerationForbidden)) throw error;
    }
  }

  async #switch(projection: AnyProjection, number: number): Promise<void> {
    const reason = 'a newer version of the program, with nothing to compare with';
    await carryOut(this.#deps.pool, projection, { act: { kind: 'switch', force: true, reason }, actor });
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
