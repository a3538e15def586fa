import type { Others } from './others.ts';

/** One of several ways to do the same, measured against each other. */
export interface Side {
  readonly name: string;
  /** Does it once, as writer number `writer`. */
  readonly act: (writer: number) => Promise<void>;
}

export interface Interleaving {
  readonly writers: number;
  /** Rounds wanted: in each, every side has a slice. */
  readonly rounds: number;
  readonly sliceMs: number;
  /** With it, rounds in which others use more than a tenth of the machine do not count, as long as enough are left. */
  readonly others?: Others | null;
}

export interface Interleaved {
  /** Actions per second of each side by name, over the rounds that count. */
  readonly rates: ReadonlyMap<string, number>;
  readonly calm: number;
  readonly rounds: number;
}

interface Slice {
  readonly side: string;
  readonly actions: number;
  readonly ms: number;
}

const calmBelow = 0.1;
/** At most so many times the rounds wanted are made to find calm ones; with fewer calm ones than a third of those wanted, all count. */
const patience = 4;
const enough = 1 / 3;

/**
 * Measures sides in turns of short slices, A B C B C A C A B …, so that whatever the machine does beside them hits all alike.
 */
export async function interleave(sides: readonly Side[], { writers, rounds, sliceMs, others }: Interleaving): Promise<Interleaved> {
  const all: (readonly Slice[])[] = [];
  const calm: (readonly Slice[])[] = [];
  while (calm.length < rounds && all.length < rounds * (others ? patience : 1)) {
    const watched = others?.();
    const slices: Slice[] = [];
    for (let turn = 0; turn < sides.length; turn++) {
      const side = sides[(all.length + turn) % sides.length];
      if (side) slices.push(await drive(side, writers, sliceMs));
    }
    all.push(slices);
    if (!watched || watched() < calmBelow) calm.push(slices);
  }
  return { rates: ratesOf(calm.length >= rounds * enough ? calm : all), calm: calm.length, rounds: all.length };
}

function ratesOf(rounds: readonly (readonly Slice[])[]): ReadonlyMap<string, number> {
  const sum = (slices: readonly Slice[], of: (slice: Slice) => number): number => slices.reduce((total, slice) => total + of(slice), 0);
  const bySide = Map.groupBy(rounds.flat(), ({ side }) => side);
  return new Map(
    [...bySide].map(([side, slices]) => [side, (sum(slices, ({ actions }) => actions) / sum(slices, ({ ms }) => ms)) * 1_000]),
  );
}

/** All writers act again and again, each waiting for its own answer, until the time is over. */
async function drive({ name, act }: Side, writers: number, sliceMs: number): Promise<Slice> {
  const begin = performance.now();
  let actions = 0;
  const write = async (writer: number): Promise<void> => {
    for (; performance.now() - begin < sliceMs; actions++) await act(writer);
  };
  await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
  return { side: name, actions, ms: performance.now() - begin };
}
