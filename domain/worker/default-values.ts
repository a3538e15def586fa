import type { JsonObject } from '../kernel/json.ts';

/** The values that a worker version uses when nothing is configured: the defaults of its `user_configuration`, by key. */
export function defaultValues(published: JsonObject): JsonObject {
  const declared = published.user_configuration;
  if (declared === null || typeof declared !== 'object' || Array.isArray(declared)) return {};
  return Object.fromEntries(
    Object.entries(declared).flatMap(([key, field]) =>
      field !== null && typeof field === 'object' && !Array.isArray(field) && field.default !== undefined ? [[key, field.default]] : [],
    ),
  );
}
