/** A part of a list by its place. */
export interface PageWanted {
  readonly offset: number;
  readonly limit: number;
}

/** `count` is that of the whole list; the order is total, so pages do not overlap. */
export interface Page<Row> {
  readonly count: number;
  readonly rows: readonly Row[];
}

/** Values of the sort key of the last row given, in the order of the sort. */
export type CursorKey = readonly (string | number)[];

/** A part of a list by what came before it. */
export interface CursorWanted {
  readonly after: CursorKey | null;
  readonly limit: number;
  readonly withCount: boolean;
}

export interface CursorPage<Row> {
  readonly rows: readonly Row[];
  /** Key of the last row when more follow, else null. */
  readonly next: CursorKey | null;
  /** Of the whole list when it was asked for, else null. */
  readonly count: number | null;
}
