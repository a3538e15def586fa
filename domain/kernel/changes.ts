/**
 * What a request really changes: the fields of `wanted` whose value differs from the present one.
 * A field that is absent or undefined is not asked to change. Values are compared as JSON.
 */
export function changesOf<Fields extends object>(
  present: Fields,
  wanted: { readonly [Key in keyof Fields]?: Fields[Key] | undefined },
): Partial<Fields> {
  const differing = (Object.keys(wanted) as (keyof Fields)[]).filter(
    (key) => wanted[key] !== undefined && JSON.stringify(wanted[key]) !== JSON.stringify(present[key]),
  );
  return Object.fromEntries(differing.map((key) => [key, wanted[key]])) as Partial<Fields>;
}

export const isEmpty = (object: object): boolean => Object.keys(object).length === 0;
