import type { Lease, Leases } from '../../application/ports/leases.ts';

/** Leases of programs that share a memory. */
export class MemoryLeases implements Leases {
  readonly #held = new Map<string, () => void>();

  async tryAcquire(name: string, onLost: () => void): Promise<Lease | null> {
    if (this.#held.has(name)) return null;
    this.#held.set(name, onLost);
    return { name, release: async () => void (this.#held.get(name) === onLost && this.#held.delete(name)) };
  }

  async isHeld(name: string): Promise<boolean> {
    return this.#held.has(name);
  }

  get names(): readonly string[] {
    return [...this.#held.keys()];
  }

  /** The connection of the holder is gone. */
  lose(name: string): void {
    const onLost = this.#held.get(name);
    this.#held.delete(name);
    onLost?.();
  }
}
