import type { Clock } from '../../application/ports/clock.ts';
import { beginning, type EventStore, type Position } from '../../application/ports/event-store.ts';
import { ReadSideBehind, type ReadSide } from '../../application/ports/read-side.ts';

interface Waiter {
  readonly position: Position;
  readonly names: readonly string[];
  readonly done: () => void;
}

const secondLookMs = 2000;

/**
 * How far each projection's live tables are, and who waits for them. The projector of this program tells it after every commit.
 */
export class Applied implements ReadSide {
  readonly #store: Pick<EventStore, 'head'>;
  readonly #clock: Clock;
  readonly #positions: Map<string, Position>;
  readonly #waiters = new Set<Waiter>();
  #onWanted: () => void = () => undefined;

  constructor(store: Pick<EventStore, 'head'>, clock: Clock, projections: readonly { readonly name: string }[]) {
    this.#store = store;
    this.#clock = clock;
    this.#positions = new Map(projections.map(({ name }) => [name, beginning]));
  }

  applied(): Position {
    return this.#lowest([...this.#positions.keys()]);
  }

  /** Whether somebody waits. */
  get wanted(): boolean {
    return this.#waiters.size > 0;
  }

  /** Calls the listener when somebody begins to wait: a wake that was missed then costs nothing. */
  onWanted(listener: () => void): void {
    this.#onWanted = listener;
  }

  /** Projections' live tables are at these positions now. Backwards only when the database lost its last moments. */
  moved(positions: Iterable<readonly [projection: string, position: Position]>): void {
    for (const [name, position] of positions) if (this.#positions.has(name)) this.#positions.set(name, position);
    for (const waiter of this.#waiters) if (this.#lowest(waiter.names) >= waiter.position) waiter.done();
  }

  async waitFor(position: Position, timeoutMs: number, names: readonly string[] = [...this.#positions.keys()]): Promise<boolean> {
    if (names.length === 0 || this.#lowest(names) >= position) return true;
    const over = new AbortController();
    const waiter: Waiter = { position, names, done: () => over.abort('applied') }; // without a reason an error with its stack is made
    this.#waiters.add(waiter);
    this.#onWanted();
    await this.#clock.wait(timeoutMs, over.signal);
    this.#waiters.delete(waiter);
    return over.signal.aborted;
  }

  async caughtUp(): Promise<void> {
    const head = await this.#store.head();
    if (!(await this.waitFor(head, secondLookMs))) throw new ReadSideBehind(head, this.applied());
  }

  #lowest(names: readonly string[]): Position {
    const positions = names.map((name) => this.#positions.get(name) ?? beginning);
    return positions.reduce((low, position) => (position < low ? position : low), positions[0] ?? beginning);
  }
}
