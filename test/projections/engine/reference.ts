import type { Recorded } from '../../../domain/kernel/event.ts';
import type { JarEvent, JarRow, ShelfRow } from './jars.ts';
import { jars, shelves } from './jars.ts';

export interface World {
  readonly jars: ReadonlyMap<string, JarRow>;
  readonly shelves: ReadonlyMap<string, ShelfRow>;
}

/** The tables as plain maps, folded one event and one key at a time: what any way of folding must come to. */
export function worldAfter(log: readonly Recorded<JarEvent>[]): World {
  const world = { jars: new Map<string, JarRow>(), shelves: new Map<string, ShelfRow>() };
  for (const recorded of log) {
    for (const key of new Set(jars.keys(recorded))) {
      const before = world.jars.get(key) ?? null;
      const after = jars.fold(before, recorded, key);
      if (before === after) continue;
      put(world.jars, key, after);
      for (const shelf of new Set(shelves.keys(before, after))) {
        put(world.shelves, shelf, shelves.fold(world.shelves.get(shelf) ?? null, { before, after, recorded }, shelf));
      }
    }
  }
  return world;
}

function put<T>(table: Map<string, T>, key: string, row: T | null): void {
  if (row === null) table.delete(key);
  else table.set(key, row);
}
