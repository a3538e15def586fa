import type { Row } from './stored-table.ts';
import type { TableChange } from './write-rows.ts';

export type Rows = ReadonlyMap<string, Row>;

/** A table's rows while a page is folded over them: as they were, and as they are by now. */
export class Draft {
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
  change(): TableChange {
    const changed = [...this.#now].filter(([key, row]) => row !== (this.#before.get(key) ?? null));
    return {
      upserts: changed.map(([, row]) => row).filter((row) => row !== null),
      deletes: changed.filter(([, row]) => row === null).map(([key]) => key),
    };
  }
}
