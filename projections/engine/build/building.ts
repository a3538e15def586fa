import type { Position } from '../../../application/ports/event-store.ts';
import { Counting, type AppliedCounts } from '../applied-counts.ts';
import { blame } from '../defects.ts';
import type { Rows } from '../draft.ts';
import { foldPage, foldRollup, rollupTouches, type Touch } from '../fold-page.ts';
import { tablesOf, type Generation } from '../generation.ts';
import type { StoredTable } from '../stored-table.ts';
import type { Work } from '../work.ts';
import type { TableChange } from '../write-rows.ts';
import { byColumns } from './changed-columns.ts';
import { laneOf } from './lanes.ts';
import { RowCache } from './row-cache.ts';

/** A share of the rows of a generation, with a checkpoint of its own. */
export interface Lane {
  readonly checkpoint: string;
  readonly position: Position;
}

/** What one lane writes. */
export interface LaneChange {
  readonly lane: Lane;
  readonly changes: readonly { readonly table: StoredTable; readonly change: TableChange }[];
  /** With the first lane: what is applied. */
  readonly applied: AppliedCounts | null;
}

/** Reads rows of a table by key. */
export type ReadRows = (table: StoredTable, keys: readonly string[]) => Promise<Rows>;

/** A generation while it is filled: its rows as far as they are not in its tables yet. */
export class Building {
  readonly generation: Generation;
  #lanes: readonly Lane[];
  /** Where the lanes stood at first: what came before is in their tables. */
  readonly #begun: readonly Position[];
  readonly #caches: ReadonlyMap<StoredTable, RowCache>;
  readonly #counting: Counting;
  /** Up to here some lanes are already: after a program died between the writes of two. */
  readonly #ahead: Position;

  constructor(generation: Generation, lanes: readonly Lane[], applied: AppliedCounts, mostKept: number) {
    this.generation = generation;
    this.#lanes = lanes;
    this.#begun = lanes.map(({ position }) => position);
    this.#caches = new Map(tablesOf(generation).map((table) => [table, new RowCache(mostKept)]));
    this.#counting = new Counting(applied);
    this.#ahead = lanes.reduce((most, { position }) => (position > most ? position : most), 0n);
  }

  /** Every lane holds the log up to here. */
  get position(): Position {
    return this.#lanes.reduce((least, { position }) => (position < least ? position : least), this.#lanes[0]?.position ?? 0n);
  }

  /** Rows that are to be written. */
  get changes(): number {
    return [...this.#caches.values()].reduce((sum, { changes }) => sum + changes, 0);
  }

  /** Reads what `fold` will need of the table and is not known. */
  learn({ touches }: Work, read: ReadRows): Promise<void> {
    return this.#learn(this.generation.source, this.#due(touches), read);
  }

  /** Folds a stretch of the log, which was learnt, into the rows. @throws FoldFailed */
  async fold({ touches, events }: Work, read: ReadRows): Promise<void> {
    const { projection, source, rollups } = this.generation;
    const counted = this.#begun[0] ?? 0n;
    for (const event of events) if (event.position > counted) this.#counting.add(event);
    const steps = foldPage(projection, this.#cacheOf(source), this.#due(touches));
    for (const { rollup, table } of rollups) {
      const touched = rollupTouches(projection, rollup, steps);
      await this.#learn(table, touched, read);
      foldRollup(projection, rollup, this.#cacheOf(table), touched);
    }
  }

  /** What is to be written so that every lane comes to this position; call `written` before the next time, or give this object up. */
  begin(to: Position): readonly LaneChange[] {
    const lanes = this.#lanes.length;
    const byTable = [...this.#caches].map(([table, cache]) => ({ table, changes: cache.begin() }));
    return this.#lanes
      .map((lane, index) => ({
        lane,
        applied: index === 0 ? this.#counting.counts() : null,
        changes: byTable.map(({ table, changes }) => ({
          table,
          change: byColumns(table, lanes === 1 ? changes : changes.filter(({ key }) => laneOf(key, lanes) === index)),
        })),
      }))
      .filter(({ lane }) => lane.position < to);
  }

  written(to: Position): void {
    this.#lanes = this.#lanes.map((lane) => (lane.position < to ? { ...lane, position: to } : lane));
  }

  /** Without what lanes that are ahead hold already. */
  #due(touches: readonly Touch[]): readonly Touch[] {
    if (this.#ahead === 0n) return touches;
    return touches.map(({ recorded, keys }) => ({ recorded, keys: this.#notYet(recorded.position, keys) }));
  }

  #notYet(position: Position, keys: readonly string[]): readonly string[] {
    return position > this.#ahead ? keys : keys.filter((key) => this.#begun[laneOf(key, this.#begun.length)]! < position);
  }

  #cacheOf(table: StoredTable): RowCache {
    return this.#caches.get(table)!;
  }

  async #learn(table: StoredTable, touches: readonly { readonly keys: readonly string[] }[], read: ReadRows): Promise<void> {
    const cache = this.#cacheOf(table);
    const unknown = cache.unknown(touches.flatMap(({ keys }) => keys));
    if (unknown.length > 0) cache.learn(unknown, await read(table, unknown).catch(blame(this.generation.projection.name)));
  }
}
