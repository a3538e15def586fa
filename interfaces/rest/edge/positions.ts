import type { Clock } from '../../../application/ports/clock.ts';
import type { Position } from '../../../application/ports/event-store.ts';
import type { ReadSide } from '../../../application/ports/read-side.ts';
import { refusal } from '../../../domain/kernel/refusal.ts';
import type { Principal } from './principal.ts';
import { EdgeRefusal, invalid } from './refusals/edge-refusal.ts';
import { scopeOf } from './repeats/scope.ts';

/** How long a read waits for a position that it names, and for the caller's own last write that it does not. */
export const patienceMs = { named: 5_000, own: 2_000 } as const;
const ownWriteMs = 30_000;

/** Lets people read their own writes (domain.md §9.8), whether their client knows of positions or not. */
export class Positions {
  readonly #readSide: ReadSide;
  readonly #clock: Clock;
  readonly #written = new Map<string, { readonly position: Position; readonly at: number }>();

  constructor(readSide: ReadSide, clock: Clock) {
    this.#readSide = readSide;
    this.#clock = clock;
  }

  /** Remembers a write of this principal for its reads. */
  wrote(principal: Principal, position: Position): void {
    const scope = scopeOf(principal);
    const earlier = this.#written.get(scope);
    this.#written.delete(scope);
    if (principal.kind === 'nobody' || (earlier && earlier.position > position)) return;
    this.#written.set(scope, { position, at: this.#clock.now().getTime() });
    this.#forgetOld();
  }

  /**
   * Waits until a read may be answered. True: the answer lacks the caller's own last write.
   * @throws EdgeRefusal for a position that is none, or that the read models do not reach in time
   */
  async beforeRead(principal: Principal, header: string | undefined): Promise<boolean> {
    if (header !== undefined) await this.#demand(positionOf(header));
    // A list that lacked what a task's parents wrote would be taken for the whole.
    if (principal.kind === 'task') await this.#demand(principal.claimed);
    const own = this.#written.get(scopeOf(principal));
    if (!own || header !== undefined || this.#clock.now().getTime() - own.at > ownWriteMs || this.#shows(own.position)) return false;
    return !(await this.#readSide.waitFor(own.position, patienceMs.own));
  }

  #shows(position: Position): boolean {
    return this.#readSide.applied() >= position;
  }

  async #demand(position: Position): Promise<void> {
    if (!this.#shows(position) && !(await this.#readSide.waitFor(position, patienceMs.named))) throw behind();
  }

  #forgetOld(): void {
    const oldest = this.#clock.now().getTime() - ownWriteMs;
    for (const [scope, { at }] of this.#written) {
      if (at >= oldest) return;
      this.#written.delete(scope);
    }
  }
}

function positionOf(header: string): Position {
  if (!/^\d{1,19}$/.test(header)) throw new EdgeRefusal([invalid('X-Position', 'Must be a position as an answer gave it.')]);
  return BigInt(header);
}

const behind = (): EdgeRefusal =>
  new EdgeRefusal([refusal('unavailable', { params: { message: 'The read models have not reached this position yet.' } })], {
    headers: { 'Retry-After': '1' },
  });
