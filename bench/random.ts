/** Random numbers from a seed, below 2³²: the same seed gives the same data. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

const hex = (value: number): string => value.toString(16).padStart(8, '0');

/** A UUID of version 4 from random numbers. */
export function uuid(next: () => number): string {
  const [a, b, c, d] = [hex(next()), hex(next()), hex(next()), hex(next())];
  return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-a${c.slice(1, 4)}-${c.slice(4)}${d}`;
}
