import { BehaviorSubject, filter } from 'rxjs';
import type { Observable } from 'rxjs';

/**
 * What a claim is told from outside: `stop` (the server wants the task stopped), `hand_back` (this agent is shutting down),
 * `remove` (the claim is not live any more). A stronger order replaces a weaker one, never the other way round.
 */
export type Order = 'stop' | 'hand_back' | 'remove';

const strength = { stop: 1, hand_back: 2, remove: 3 } as const;

export class Orders {
  readonly #current$ = new BehaviorSubject<Order | null>(null);
  readonly #any = new AbortController();
  readonly #handBack = new AbortController();
  readonly #remove = new AbortController();

  get current(): Order | null {
    return this.#current$.value;
  }

  /** The order in force, then every stronger one. */
  readonly given$: Observable<Order> = this.#current$.pipe(filter((order) => order !== null));

  /** Aborted by any order. */
  readonly any = this.#any.signal;
  /** Aborted by `hand_back` and `remove`. */
  readonly handBack = this.#handBack.signal;
  /** Aborted by `remove`. */
  readonly remove = this.#remove.signal;

  give(order: Order): void {
    if (this.current && strength[this.current] >= strength[order]) return;
    this.#current$.next(order);
    this.#any.abort();
    if (strength[order] >= strength.hand_back) this.#handBack.abort();
    if (order === 'remove') this.#remove.abort();
  }
}
