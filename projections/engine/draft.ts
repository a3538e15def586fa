import type { Row } from './stored-table.ts';

export type Rows = Pick<ReadonlyMap<string, Row>, 'get'>;

/** Rows as they are by now, and become; null: there is none. */
export interface Drafted {
  row(key: string): Row | null;
  put(key: string, row: Row | null): void;
}

/** A table's rows while a page is folded over them: as they were, and as they are by now. */
export class Draft implements Drafted {
  readonly #before: Rows;
  readonly #now = new Map<string, Row | null>();

  constructor(before: Rows) {
    this.#before = before;
  }

  row(key: string): Row | null {
    const now = this.#now.get(key);
    return now === undefined ? (this.#before.get(key) ?? null) : now;
  }

  put(key: string, row: Row | null): void {
    this.#now.set(key, row);
  }

  /** Each row that differs from what it was before, once. */
  changed(): ReadonlyMap<string, Row | null> {
    for (const [key, row] of this.#now) if (row === (this.#before.get(key) ?? null)) this.#now.delete(key);
    return this.#now;
  }
}
