/** Bounds of one bulk event: 500 items and 200 KiB of JSON, well below the 256 KiB that an append refuses. */
export const partLimits = { items: 500, bytes: 200 * 1024 } as const;

const sizeOf = (item: unknown): number => new TextEncoder().encode(JSON.stringify(item)).length + 1;

/**
 * Cuts a list into parts within the bounds, in order; an item that is larger alone has a part of its own.
 * @returns no part for an empty list
 */
export function partsOf<Item>(
  items: readonly Item[],
  limits: { readonly items: number; readonly bytes: number } = partLimits,
): readonly (readonly Item[])[] {
  const parts: Item[][] = [];
  let room = 0;
  for (const item of items) {
    const size = sizeOf(item);
    const last = parts.at(-1);
    if (last && last.length < limits.items && size <= room) {
      last.push(item);
      room -= size;
    } else {
      parts.push([item]);
      room = limits.bytes - size;
    }
  }
  return parts;
}
