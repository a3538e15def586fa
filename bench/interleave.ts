/** One of several ways to do the same, measured against each other. */
export interface Side {
  readonly name: string;
  /** Does it once, as writer number `writer`. */
  readonly act: (writer: number) => Promise<void>;
}

export interface Interleaving {
  readonly writers: number;
  readonly slices: number;
  readonly sliceMs: number;
}

/**
 * Actions per second of each side by name. The sides take turns in short slices, A B C B C A C A B …, so that whatever the machine
 * does beside them hits all alike.
 */
export async function interleave(sides: readonly Side[], { writers, slices, sliceMs }: Interleaving): Promise<ReadonlyMap<string, number>> {
  const totals = new Map(sides.map(({ name }) => [name, { actions: 0, ms: 0 }]));
  for (let slice = 0; slice < slices; slice++)
    for (let turn = 0; turn < sides.length; turn++) {
      const side = sides[(slice + turn) % sides.length];
      const total = side && totals.get(side.name);
      if (!total) continue;
      const { actions, ms } = await drive(side, writers, sliceMs);
      total.actions += actions;
      total.ms += ms;
    }
  return new Map([...totals].map(([name, { actions, ms }]) => [name, (actions / ms) * 1_000]));
}

/** All writers act again and again, each waiting for its own answer, until the time is over. */
async function drive({ act }: Side, writers: number, sliceMs: number): Promise<{ readonly actions: number; readonly ms: number }> {
  const begin = performance.now();
  let actions = 0;
  const write = async (writer: number): Promise<void> => {
    for (; performance.now() - begin < sliceMs; actions++) await act(writer);
  };
  await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
  return { actions, ms: performance.now() - begin };
}
