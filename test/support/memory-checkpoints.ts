import type { Checkpoints } from '../../application/ports/checkpoints.ts';
import type { Position } from '../../application/ports/event-store.ts';

/** Checkpoints of programs that share a memory. */
export class MemoryCheckpoints implements Checkpoints {
  readonly positions = new Map<string, Position>();

  async load(name: string): Promise<Position | null> {
    return this.positions.get(name) ?? null;
  }

  async save(name: string, position: Position): Promise<void> {
    if (position > (this.positions.get(name) ?? 0n)) this.positions.set(name, position);
  }
}
