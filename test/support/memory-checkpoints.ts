import type { Checkpoints } from '../../application/ports/checkpoints.ts';
import type { Position } from '../../application/ports/event-store.ts';
import type { NewJob } from '../../application/ports/open-jobs.ts';

/** Checkpoints of programs that share a memory. */
export class MemoryCheckpoints implements Checkpoints {
  readonly positions = new Map<string, Position>();
  readonly beginnings = new Map<string, Position>();
  readonly jobs: NewJob[] = [];

  async load(name: string): Promise<Position | null> {
    return this.positions.get(name) ?? null;
  }

  async save(name: string, position: Position, jobs: readonly NewJob[] = []): Promise<void> {
    this.jobs.push(...jobs);
    if (position > (this.positions.get(name) ?? 0n)) this.positions.set(name, position);
  }

  async effectiveFrom(name: string, first: () => Promise<Position>): Promise<Position> {
    if (!this.beginnings.has(name)) this.beginnings.set(name, await first());
    return this.beginnings.get(name)!;
  }
}
