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

/** All groups of four hexadecimal digits: making ids must cost next to nothing beside what is measured. */
const groups = Array.from({ length: 0x1_0000 }, (_, n) => n.toString(16).padStart(4, '0'));
const high = (value: number): string => groups[value >>> 16] ?? '';
const low = (value: number): string => groups[value & 0xffff] ?? '';

/** A UUID of version 4 from random numbers. */
export function uuid(next: () => number): string {
  const [a, b, c, d] = [next(), next(), next(), next()];
  return `${high(a)}${low(a)}-${high(b)}-${low((b & 0x0fff) | 0x4000)}-${high((c & 0x3fff_ffff) | 0x8000_0000)}-${low(c)}${high(d)}${low(d)}`;
}
