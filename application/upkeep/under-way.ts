import type { UpkeepOutcome, UpkeepProgress } from '../ports/upkeep-runs.ts';
import { brokenOff, defect, type BreakOff } from './endings.ts';
import type { UpkeepDeps } from './upkeep.ts';
import type { UpkeepWork } from './work.ts';

/** How often is written how far it is, and asked whether it shall end. */
const everyMs = 1_000;
/** So often the end is told a database that does not answer. */
const mostTries = 5;

/** A work that this node carries out. */
export class UnderWay {
  readonly id: string;
  /** Resolves once the end is entered; never rejects. */
  readonly ended: Promise<void>;
  readonly #work: UpkeepWork;
  readonly #deps: Omit<UpkeepDeps, 'leases'>;
  readonly #breakingOff = new AbortController();
  #why: BreakOff | null = null;
  #progress: UpkeepProgress = { phase: null, done: 0, total: null };

  constructor(id: string, work: UpkeepWork, deps: Omit<UpkeepDeps, 'leases'>) {
    this.id = id;
    this.#work = work;
    this.#deps = deps;
    this.ended = this.#carryOut();
  }

  breakOff(why: BreakOff): void {
    this.#why ??= why;
    this.#breakingOff.abort(new Error('Broken off.'));
  }

  async #carryOut(): Promise<void> {
    const over = new AbortController();
    const watching = this.#watch(over.signal);
    const outcome = await this.#outcome();
    over.abort();
    await watching;
    await this.#end(outcome);
  }

  async #outcome(): Promise<UpkeepOutcome> {
    const { signal } = this.#breakingOff;
    try {
      const onProgress = (phase: string, done: number, total: number | null): void => void (this.#progress = { phase, done, total });
      return { state: 'done', result: await this.#work.carryOut({ signal, onProgress }) };
    } catch (error) {
      if (this.#why !== null) return brokenOff(this.#work.kind, this.#why);
      const problem = this.#work.sentence(error);
      if (problem !== null) return { state: 'failed', problem };
      this.#deps.log.error({ err: error, run: this.id, kind: this.#work.kind }, 'An upkeep run failed by a defect.');
      return defect;
    }
  }

  /** Follows the wishes of other nodes. */
  async #watch(over: AbortSignal): Promise<void> {
    while (!over.aborted) {
      await this.#deps.clock.wait(everyMs, over);
      const wished = await this.#deps.runs.advance(this.id, this.#progress).catch(() => false);
      if (wished && !over.aborted) this.breakOff('cancelled');
    }
  }

  async #end(outcome: UpkeepOutcome): Promise<void> {
    const { runs, clock, log } = this.#deps;
    for (let tries = 1; ; tries++) {
      try {
        return await runs.end(this.id, outcome, clock.now());
      } catch (error) {
        log.warn({ err: error, run: this.id, state: outcome.state }, 'The end of an upkeep run could not be entered.');
        if (tries === mostTries || this.#why !== null) return;
        await clock.wait(everyMs);
      }
    }
  }
}
