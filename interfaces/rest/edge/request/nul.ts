/** Places of texts and keys with U+0000, which PostgreSQL cannot keep: `elements.3.name`. */
export function placesOfNul(value: unknown, place: readonly string[] = []): readonly string[] {
  if (typeof value === 'string') return value.includes('\0') ? [place.join('.') || '__all__'] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key.includes('\0') ? [place.join('.') || '__all__'] : placesOfNul(inner, [...place, key]),
  );
}
