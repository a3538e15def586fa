import type { Drafted, Rows } from '../draft.ts';
import type { Row } from '../stored-table.ts';

/** What becomes of a row of the table; null: there is none. */
export interface RowChange {
  readonly key: string;
  readonly before: Row | null;
  readonly after: Row | null;
}

interface Entry {
  readonly key: string;
  /** As it is by now; undefined: it is still being read. */
  row: Row | null | undefined;
  /** As the table has it, or will once what is on its way is written. */
  stored: Row | null;
  changed: boolean;
}

/**
 * Rows of a table that only this program changes, between two times that they are written:
 *
 *   asked for ──► learnt from the table ──► changed ──begin()──► on their way ──► clean ──► forgotten when others were asked for since
 *
 * So a row that many events of a stretch touch is written once for all of them, and read again only when it was long untouched; memory
 * holds as many rows as it may and those that are to be written, not the table.
 */
export class RowCache implements Drafted {
  readonly #mostKept: number;
  /** Asked for since the last turn, and before it; a turn comes when they may be half of what is kept. */
  #recent = new Map<string, Entry>();
  #older: ReadonlyMap<string, Entry> = new Map();
  #changed: Entry[] = [];
  /** Who asks for a row is who puts it back: so most are looked up once. */
  #last: Entry | null = null;

  constructor(mostKept: number) {
    this.#mostKept = mostKept;
  }

  /** Rows that are to be written. */
  get changes(): number {
    return this.#changed.length;
  }

  /** Those of the keys whose rows are not known; `learn` them before the next question that is not this one. */
  unknown(keys: Iterable<string>): readonly string[] {
    const unknown: string[] = [];
    for (const key of keys) if (this.#find(key) === undefined) unknown.push(this.#expect(key));
    return unknown;
  }

  /** What the table has under these keys. */
  learn(keys: readonly string[], rows: Rows): void {
    for (const key of keys) {
      const entry = this.#find(key);
      if (entry) entry.row = entry.stored = rows.get(key) ?? null;
    }
  }

  /** @throws Error when the row is not known */
  row(key: string): Row | null {
    return this.#known(key).row!;
  }

  put(key: string, row: Row | null): void {
    const entry = this.#known(key);
    entry.row = row;
    if (entry.changed) return;
    entry.changed = true;
    this.#changed.push(entry);
  }

  /** What is to be written now; what was begun before must be written. */
  begin(): readonly RowChange[] {
    const underWay = this.#changed.map((entry) => {
      const { key, stored: before, row } = entry;
      const after = row ?? null;
      entry.stored = after;
      entry.changed = false;
      return { key, before, after };
    });
    this.#changed = [];
    if (this.#recent.size * 2 >= this.#mostKept) this.#turn();
    return underWay;
  }

  /** Forgets what was not asked for since the last turn: it is written. */
  #turn(): void {
    this.#older = this.#recent;
    this.#recent = new Map();
    this.#last = null;
  }

  #known(key: string): Entry {
    const entry = this.#last?.key === key ? this.#last : this.#find(key);
    if (entry?.row === undefined) throw new Error(`The row ${key} was not read.`);
    return (this.#last = entry);
  }

  #find(key: string): Entry | undefined {
    const recent = this.#recent.get(key);
    if (recent) return recent;
    const older = this.#older.get(key);
    if (older) this.#recent.set(key, older);
    return older;
  }

  #expect(key: string): string {
    this.#recent.set(key, { key, row: undefined, stored: null, changed: false });
    return key;
  }
}
