import type { Rows } from '../draft.ts';
import type { Row } from '../stored-table.ts';

/** Rows by key; null: there is none. */
export type Changes = ReadonlyMap<string, Row | null>;

/**
 * Rows of a table that only this program changes, between two times that they are written:
 *
 *   learnt from the table ──► changed ──begin()──► on their way ──written()──► clean, until others were written later
 *
 * So a row that many events of a stretch touch is written once for all of them, and read again only when it was long untouched; memory
 * holds what two writes take and as many clean rows as it may, not the table.
 */
export class RowCache {
  /** Clean rows that are kept over a write. */
  readonly #mostClean: number;
  /** All that are known; those begun last at the end, after all that are clean. */
  readonly #rows = new Map<string, Row | null>();
  #changed = new Set<string>();

  constructor(mostClean: number) {
    this.#mostClean = mostClean;
  }

  /** Rows that are to be written. */
  get changes(): number {
    return this.#changed.size;
  }

  /** Those of the keys whose rows are not known. */
  unknown(keys: Iterable<string>): readonly string[] {
    const asked = new Set<string>();
    for (const key of keys) if (!this.#rows.has(key)) asked.add(key);
    return [...asked];
  }

  /** What the table has under these keys. */
  learn(keys: readonly string[], rows: Rows): void {
    for (const key of keys) this.#rows.set(key, rows.get(key) ?? null);
  }

  /** @throws Error when the row is not known */
  get(key: string): Row | undefined {
    const row = this.#rows.get(key);
    if (row === undefined) throw new Error(`The row ${key} was not read.`);
    return row ?? undefined;
  }

  put(changes: Changes): void {
    for (const [key, row] of changes) {
      this.#rows.set(key, row);
      this.#changed.add(key);
    }
  }

  /** What is to be written now; what was begun before must be written. Never while rows are being folded: of what is clean, some is forgotten. */
  begin(): Changes {
    const underWay = new Map<string, Row | null>();
    for (const key of this.#changed) {
      const row = this.#rows.get(key) ?? null;
      this.#rows.delete(key);
      this.#rows.set(key, row);
      underWay.set(key, row);
    }
    this.#changed = new Set();
    let spare = this.#rows.size - underWay.size - this.#mostClean;
    for (const key of this.#rows.keys()) {
      if (spare-- <= 0) break;
      this.#rows.delete(key);
    }
    return underWay;
  }
}
