import { beginning, type Position } from '../../ports/event-store.ts';

export interface TranslatedCheckpoint {
  readonly name: string;
  readonly from: Position;
  readonly to: Position;
}

/**
 * Positions of one log in the words of its copy, found while both are read side by side: a checkpoint lies behind the last event that it
 * covers, and so does its translation.
 */
export class Translation {
  /** Still to be found, in the order of their positions. */
  readonly #open: { readonly name: string; readonly from: Position }[];
  readonly #done: TranslatedCheckpoint[] = [];
  #last: Position = beginning;

  constructor(checkpoints: ReadonlyMap<string, Position>) {
    this.#open = [...checkpoints].map(([name, from]) => ({ name, from })).sort((a, b) => (a.from < b.from ? -1 : 1));
  }

  /** The next event of both logs. */
  pass(from: Position, to: Position): void {
    for (let next = this.#open[0]; next && next.from < from; next = this.#open[0]) this.#settle();
    this.#last = to;
  }

  /** Both logs have ended. */
  end(): readonly TranslatedCheckpoint[] {
    while (this.#open.length > 0) this.#settle();
    return this.#done;
  }

  #settle(): void {
    const next = this.#open.shift();
    if (next) this.#done.push({ ...next, to: this.#last });
  }
}
