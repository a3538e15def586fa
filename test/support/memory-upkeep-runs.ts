import type { Page, PageWanted } from '../../application/ports/paging.ts';
import type { NewUpkeepRun, UpkeepOutcome, UpkeepProgress, UpkeepRun, UpkeepRuns } from '../../application/ports/upkeep-runs.ts';

/** Upkeep runs of programs that share a memory. */
export class MemoryUpkeepRuns implements UpkeepRuns {
  readonly #runs = new Map<string, UpkeepRun>();
  readonly #wished = new Set<string>();

  async begin(run: NewUpkeepRun): Promise<void> {
    if (await this.running()) throw new Error('Another one runs.');
    this.#runs.set(run.id, { ...run, phase: null, done: 0, total: null, state: 'running', endedAt: null, result: null, problem: null });
  }

  async advance(id: string, progress: UpkeepProgress): Promise<boolean> {
    return this.#change(id, progress) && this.#wished.has(id);
  }

  async end(id: string, outcome: UpkeepOutcome, at: Date): Promise<void> {
    this.#change(id, { ...outcome, endedAt: at });
  }

  async wishEnded(id: string): Promise<boolean> {
    const runs = this.#change(id, {});
    if (runs) this.#wished.add(id);
    return runs;
  }

  async find(id: string): Promise<UpkeepRun | null> {
    return this.#runs.get(id) ?? null;
  }

  async running(): Promise<UpkeepRun | null> {
    return [...this.#runs.values()].find(({ state }) => state === 'running') ?? null;
  }

  async list({ offset, limit }: PageWanted): Promise<Page<UpkeepRun>> {
    return { rows: [...this.#runs.values()].reverse().slice(offset, offset + limit), count: this.#runs.size };
  }

  #change(id: string, change: Partial<UpkeepRun>): boolean {
    const run = this.#runs.get(id);
    if (run?.state !== 'running') return false;
    this.#runs.set(id, { ...run, ...change });
    return true;
  }
}
