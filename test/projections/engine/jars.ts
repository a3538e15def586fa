import type { DomainEvent, Recorded } from '../../../domain/kernel/event.ts';
import type { Projection, Rollup } from '../../../projections/engine/projection.ts';

/** A small world for tests of the engine: jars of marbles, and the shelves that they stand on. Streams are `jar-<id>`. */
export type JarEvent =
  | DomainEvent<'JarMade', { readonly shelf: string; readonly label: string; readonly notes: unknown }>
  | DomainEvent<'MarblesAdded', { readonly marbles: number }>
  | DomainEvent<'JarMoved', { readonly shelf: string }>
  | DomainEvent<'JarBroken', Record<never, never>>
  /** One event about many jars. */
  | DomainEvent<'JarsShaken', { readonly jars: readonly string[] }>;

export interface JarRow {
  readonly id: string;
  readonly shelf: string;
  readonly label: string;
  readonly marbles: number;
  readonly weight: number | null;
  readonly shaken: boolean;
  readonly lastShelves: readonly string[];
  readonly notes: unknown;
  readonly made: Date;
  readonly position: bigint;
  readonly revision: number;
}

export interface ShelfRow {
  readonly shelf: string;
  readonly jars: number;
  readonly marbles: number;
}

const jarOf = ({ stream }: Recorded<JarEvent>): string => stream.slice('jar-'.length);

export const shelves: Rollup<JarRow, ShelfRow> = {
  name: 'shelves',
  table: { columns: { shelf: 'text', jars: 'int', marbles: 'int' }, key: 'shelf', indexes: [] },
  keys: (before, after) => [before, after].flatMap((jar) => jar?.shelf ?? []),
  fold(row, { before, after }, shelf) {
    const count = (jar: JarRow | null): { jars: number; marbles: number } =>
      jar?.shelf === shelf ? { jars: 1, marbles: jar.marbles } : { jars: 0, marbles: 0 };
    const [minus, plus] = [count(before), count(after)];
    const jars = (row?.jars ?? 0) - minus.jars + plus.jars;
    return jars === 0 ? null : { shelf, jars, marbles: (row?.marbles ?? 0) - minus.marbles + plus.marbles };
  },
};

export const jars: Projection<JarRow, JarEvent> = {
  name: 'jars',
  version: 1,
  table: {
    columns: {
      id: 'uuid',
      shelf: 'text',
      label: 'text',
      marbles: 'int',
      weight: 'float',
      shaken: 'boolean',
      lastShelves: 'text[]',
      notes: 'json',
      made: 'time',
      position: 'bigint',
      revision: 'int',
    },
    key: 'id',
    indexes: ['(shelf, label)'],
  },
  takes: ['JarMade', 'MarblesAdded', 'JarMoved', 'JarBroken', 'JarsShaken'],
  keys: (recorded) => (recorded.type === 'JarsShaken' ? recorded.data.jars : [jarOf(recorded)]),
  fold(row, recorded, id) {
    const { position, revision, time } = recorded;
    if (recorded.type === 'JarMade') {
      const fresh = { marbles: 0, weight: null, shaken: false, lastShelves: [] };
      return { id, ...recorded.data, ...fresh, made: time, position, revision };
    }
    if (row === null) return null;
    switch (recorded.type) {
      case 'MarblesAdded': {
        const marbles = row.marbles + recorded.data.marbles;
        return { ...row, marbles, weight: marbles * 1.5, position, revision };
      }
      case 'JarMoved':
        return { ...row, shelf: recorded.data.shelf, lastShelves: [...row.lastShelves, row.shelf].slice(-3), position, revision };
      case 'JarsShaken':
        return row.shaken ? row : { ...row, shaken: true, position };
      case 'JarBroken':
        return null;
    }
  },
  rollups: [shelves],
};

/** Counts marbles over all jars: one row that every page touches. */
export const total: Projection<{ readonly id: string; readonly marbles: number }, Extract<JarEvent, { type: 'MarblesAdded' }>> = {
  name: 'total',
  version: 1,
  table: { columns: { id: 'text', marbles: 'int' }, key: 'id', indexes: [] },
  takes: ['MarblesAdded'],
  keys: () => ['all'],
  fold: (row, { data }) => ({ id: 'all', marbles: (row?.marbles ?? 0) + data.marbles }),
};
