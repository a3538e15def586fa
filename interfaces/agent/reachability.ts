import { BehaviorSubject, filter, skip } from 'rxjs';
import type { Observable } from 'rxjs';

/** Does the server answer the polls? False until it first did. */
export class Reachability {
  readonly #now$ = new BehaviorSubject(false);
  readonly now$: Observable<boolean> = this.#now$;
  /** It answers again. */
  readonly back$: Observable<boolean> = this.#now$.pipe(skip(1), filter(Boolean));
  #ever = false;

  get reachable(): boolean {
    return this.#now$.value;
  }

  /** Has it ever answered this agent? */
  get ever(): boolean {
    return this.#ever;
  }

  set(answers: boolean): void {
    this.#ever ||= answers;
    if (this.#now$.value !== answers) this.#now$.next(answers);
  }
}
