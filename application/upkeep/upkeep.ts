import type { Clock } from '../ports/clock.ts';
import type { Leases } from '../ports/leases.ts';
import type { Logger } from '../ports/logger.ts';
import type { Page, PageWanted } from '../ports/paging.ts';
import type { Service } from '../ports/service.ts';
import type { UpkeepRun, UpkeepRuns } from '../ports/upkeep-runs.ts';
import { lost } from './endings.ts';
import { UnderWay } from './under-way.ts';
import type { UpkeepWork } from './work.ts';

export interface UpkeepDeps {
  readonly runs: UpkeepRuns;
  readonly leases: Leases;
  readonly clock: Clock;
  readonly log: Logger;
}

/** What was asked for may not be as things stand; the message says why and what to do. */
export class UpkeepForbidden extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'UpkeepForbidden';
  }
}

const lease = 'upkeep';
/** How long a stopping server waits for a work to let go; what takes longer is lost. */
const patienceMs = 3_000;

/**
 * Long works on the installation as a whole, in the background of the node that was asked, one at a time among all nodes:
 *
 *   begin() ──► running ──► done | failed | cancelled (by a wish, which the node follows, or because it stops)
 *                  └──► lost: nobody holds the lease any more, so whoever carried it out is gone
 *
 * The end is entered before the lease is let go of, so one that runs while nobody holds the lease is lost for certain.
 */
export class Upkeep implements Service {
  readonly name = 'upkeep';
  readonly #deps: UpkeepDeps;
  #underWay: UnderWay | null = null;
  #stopping = false;

  constructor(deps: UpkeepDeps) {
    this.#deps = deps;
  }

  async start(): Promise<void> {
    this.#stopping = false;
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    const underWay = this.#underWay;
    if (!underWay) return;
    underWay.breakOff('stopping');
    const enough = new AbortController();
    await Promise.race([underWay.ended, this.#deps.clock.wait(patienceMs, enough.signal)]);
    enough.abort();
  }

  /** Begins a work; asked again under the same id, it is the same run. @throws UpkeepForbidden while another one runs */
  async begin(id: string, work: UpkeepWork, askedBy: string): Promise<UpkeepRun> {
    const { runs, leases, clock } = this.#deps;
    const before = await this.find(id);
    if (before) return before;
    if (this.#stopping) throw new UpkeepForbidden('The server is shutting down: ask another node, or this one once it is back.');
    const cutOff = new AbortController();
    const held = await leases.tryAcquire(lease, () => cutOff.abort());
    if (held === null) throw new UpkeepForbidden(busy(await runs.running()));
    try {
      const orphan = await runs.running();
      if (orphan) await runs.end(orphan.id, lost(orphan.kind), clock.now());
      await runs.begin({ id, kind: work.kind, asked: work.asked, askedBy, askedAt: clock.now() });
    } catch (error) {
      await held.release();
      throw error;
    }
    const underWay = new UnderWay(id, work, this.#deps);
    this.#underWay = underWay;
    cutOff.signal.addEventListener('abort', () => underWay.breakOff('cut off'));
    if (cutOff.signal.aborted) underWay.breakOff('cut off');
    if (this.#stopping) underWay.breakOff('stopping');
    void underWay.ended.then(async () => {
      if (this.#underWay === underWay) this.#underWay = null;
      await held.release();
    });
    return (await runs.find(id))!;
  }

  /** Wishes that a run ends; it does soon. Null: there is none of this id. @throws UpkeepForbidden when it has ended already */
  async cancel(id: string): Promise<UpkeepRun | null> {
    const run = await this.find(id);
    if (!run) return null;
    if (run.state !== 'running' || !(await this.#deps.runs.wishEnded(id)))
      throw new UpkeepForbidden('It has ended already: there is nothing to cancel.');
    if (this.#underWay?.id === id) this.#underWay.breakOff('cancelled');
    return run;
  }

  async find(id: string): Promise<UpkeepRun | null> {
    const run = await this.#deps.runs.find(id);
    return run && (await this.#isLost(run)) ? this.#deps.runs.find(id) : run;
  }

  async list(wanted: PageWanted): Promise<Page<UpkeepRun>> {
    const running = await this.#deps.runs.running();
    if (running) await this.#isLost(running);
    return this.#deps.runs.list(wanted);
  }

  /** Whether a run that is entered as running does not any more; it is entered then. */
  async #isLost({ id, kind, state }: UpkeepRun): Promise<boolean> {
    const { runs, leases, clock } = this.#deps;
    if (state !== 'running' || (await leases.isHeld(lease))) return false;
    await runs.end(id, lost(kind), clock.now());
    return true;
  }
}

const busy = (run: UpkeepRun | null): string =>
  run
    ? `Something of the kind (${run.kind}, asked for by ${run.askedBy}) runs already: wait until run ${run.id} has ended, or cancel it.`
    : 'Something of the kind is just beginning or ending: try again.';
