import type { Rows } from '../draft.ts';
import type { Row } from '../stored-table.ts';

/** Rows by key; null: there is none. */
export type Changes = ReadonlyMap<string, Row | null>;

/**
 * Rows of a table that only this program changes, between two times that they are written:
 *
 *   learnt from the table ──► changed ──begin()──► on their way ──written()──► clean, until the next begin()
 *
 * So a row that many events of a stretch touch is written once for all of them, and memory holds what two writes take, not the table.
 */
export class RowCache {
  #changed = new Map<string, Row | null>();
  #underWay = new Map<string, Row | null>();
  #clean = new Map<string, Row | null>();

  /** Rows that are to be written. */
  get changes(): number {
    return this.#changed.size;
  }

  /** Those of the keys whose rows are not known. */
  unknown(keys: Iterable<string>): readonly string[] {
    const asked = new Set<string>();
    for (const key of keys) if (this.#find(key) === undefined) asked.add(key);
    return [...asked];
  }

  /** What the table has under these keys. */
  learn(keys: readonly string[], rows: Rows): void {
    for (const key of keys) this.#clean.set(key, rows.get(key) ?? null);
  }

  /** @throws Error when the row is not known */
  get(key: string): Row | undefined {
    const row = this.#find(key);
    if (row === undefined) throw new Error(`The row ${key} was not read.`);
    return row ?? undefined;
  }

  put(changes: Changes): void {
    for (const [key, row] of changes) this.#changed.set(key, row);
  }

  /** What is to be written now; call `written` before the next time. Never while rows are being folded: what is clean is forgotten. */
  begin(): Changes {
    this.#underWay = this.#changed;
    this.#changed = new Map();
    this.#clean = new Map();
    return this.#underWay;
  }

  written(): void {
    for (const [key, row] of this.#underWay) this.#clean.set(key, row);
    this.#underWay = new Map();
  }

  #find(key: string): Row | null | undefined {
    let row = this.#changed.get(key);
    if (row === undefined) row = this.#underWay.get(key);
    return row === undefined ? this.#clean.get(key) : row;
  }
}
