/** A smooth random surface with values in [0, 1): random heights on a grid of `cell` pixels, joined by straight slopes. */
export function blotches(random: () => number, width: number, height: number, cell: number): (x: number, y: number) => number {
  const columns = Math.ceil(width / cell) + 2;
  const rows = Math.ceil(height / cell) + 2;
  const grid = Float32Array.from({ length: columns * rows }, random);
  return (x, y) => {
    const column = Math.floor(x / cell);
    const row = Math.floor(y / cell);
    const right = x / cell - column;
    const down = y / cell - row;
    const at = (dx: number, dy: number): number => grid[(row + dy) * columns + column + dx] ?? 0;
    const above = at(0, 0) * (1 - right) + at(1, 0) * right;
    const below = at(0, 1) * (1 - right) + at(1, 1) * right;
    return above * (1 - down) + below * down;
  };
}
