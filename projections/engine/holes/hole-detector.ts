import type { Pool } from 'pg';
import { Rounds } from '../../../application/log/rounds.ts';
import type { Clock } from '../../../application/ports/clock.ts';
import { beginning, type EventStore, type Position } from '../../../application/ports/event-store.ts';
import type { Logger } from '../../../application/ports/logger.ts';
import type { Service } from '../../../application/ports/service.ts';
import type { Recorded } from '../../../domain/kernel/event.ts';
import { isOfVersion, knownGenerations, type KnownGeneration } from '../generations.ts';
import { following } from '../lifecycle/states.ts';
import type { AnyProjection } from '../projection.ts';
import { transaction } from '../transaction.ts';
import { countOn, keepCensus, keptCensus } from './census.ts';
import { fills, holesIn, type Hole } from './find-holes.ts';

export interface HoleDetectorDeps {
  readonly store: Pick<EventStore, 'readAll'>;
  readonly pool: Pool;
  readonly projections: readonly AnyProjection[];
  readonly clock: Clock;
  readonly log: Logger;
}

interface Found {
  readonly generation: KnownGeneration;
  readonly hole: Hole;
}

const hourMs = 3_600_000;
/** From looking where the read models are to reading the log: whatever was appended meanwhile is there for good then. */
const settleMs = 5_000;

/**
 * Looks every hour whether the read models lack events, or have them twice: the engine counts what it applies in the transaction of the
 * checkpoint, by type and with a sum of the events' ids; this counts what the log holds, read anew and on its own, up to that checkpoint.
 * What does not agree is told in `ops.holes`; a single missing event is named with its stream. Generations that stand behind what was
 * counted before are not looked at: they are behind, which is seen otherwise.
 */
export class HoleDetector implements Service {
  readonly name = 'hole detector';
  readonly #deps: HoleDetectorDeps;
  readonly #rounds: Rounds;

  constructor(deps: HoleDetectorDeps) {
    this.#deps = deps;
    this.#rounds = new Rounds({
      clock: deps.clock,
      everyMs: hourMs,
      sleepFirst: true,
      round: (signal) => this.look(signal),
      onFailure: (error) => deps.log.warn({ err: error }, 'The log and the read models could not be compared.'),
    });
  }

  async start(): Promise<void> {
    this.#rounds.start();
  }

  stop(): Promise<void> {
    return this.#rounds.stop();
  }

  /** One look, as it is made every hour. */
  async look(signal: AbortSignal): Promise<void> {
    const { pool, store, clock } = this.#deps;
    const begun = await keptCensus(pool);
    const counted = (await knownGenerations(pool)).filter(
      (one) =>
        following.includes(one.state) && one.applied !== null && one.position >= begun.position && this.#projectionOf(one) !== undefined,
    );
    await clock.wait(settleMs, signal);
    const positions = counted.map(({ position }) => position);
    const found: Found[] = [];
    let last = begun;
    for await (const census of countOn(store, begun, positions, signal)) {
      last = census;
      for (const generation of counted.filter(({ position }) => position === census.position)) {
        const { takes } = this.#projectionOf(generation)!;
        found.push(...holesIn(census.counts, generation.applied!, takes).map((hole) => ({ generation, hole })));
      }
    }
    if (signal.aborted) return;
    await this.#tell(counted, found, await this.#named(found, last.position, signal));
    await keepCensus(pool, last);
  }

  #projectionOf(generation: KnownGeneration): AnyProjection | undefined {
    return this.#deps.projections.find((projection) => projection.name === generation.projection && isOfVersion(projection, generation));
  }

  /** The events that are missing alone: the log is read once more, which happens only when something is wrong. */
  async #named(found: readonly Found[], until: Position, signal: AbortSignal): Promise<ReadonlyMap<Hole, Recorded>> {
    const named = new Map<Hole, Recorded>();
    const alone = found.map(({ hole }) => hole).filter(({ missing }) => missing === 1);
    for (let at = beginning; alone.length > 0 && at < until && !signal.aborted;) {
      const page = await this.#deps.store.readAll(at, 1_000);
      for (const event of page.events) for (const hole of alone) if (fills(hole, event)) named.set(hole, event);
      if (page.caughtUp) break;
      at = page.position;
    }
    return named;
  }

  async #tell(looked: readonly KnownGeneration[], found: readonly Found[], named: ReadonlyMap<Hole, Recorded>): Promise<void> {
    const { pool, log } = this.#deps;
    await transaction(pool, async (client) => {
      await client.query(
        `delete from ops.holes h where not exists (
           select from ops.generations g where g.projection = h.projection and g.generation = h.generation and g.state not in ('dropped', 'cancelled', 'retired'))
           or (projection, generation) in (select * from unnest($1::text[], $2::int[]))`,
        [looked.map(({ projection }) => projection), looked.map(({ number }) => number)],
      );
      for (const { generation, hole } of found) {
        const event = named.get(hole);
        await client.query(
          `insert into ops.holes (projection, generation, type, missing, stream, position, found) values ($1, $2, $3, $4, $5, $6, $7)`,
          [generation.projection, generation.number, hole.type, hole.missing, event?.stream, event?.position, this.#deps.clock.now()],
        );
      }
    });
    for (const { generation, hole } of found)
      log.error(
        {
          projection: generation.projection,
          generation: generation.number,
          type: hole.type,
          missing: hole.missing,
          stream: named.get(hole)?.stream,
        },
        'A read model lacks events of the log, or has some twice. Rebuild it: "colophon projections rebuild".',
      );
  }
}
