import type { z } from 'zod';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Values of the path by their schema; null when one is not what it should be, so that the path names nothing (404). UUIDs in lower case. */
export function pathParams(
  schema: z.ZodObject | undefined,
  raw: Readonly<Record<string, string>>,
): Readonly<Record<string, unknown>> | null {
  if (!schema) return {};
  const values = Object.fromEntries(Object.entries(raw).map(([name, value]) => [name, uuid.test(value) ? value.toLowerCase() : value]));
  const parsed = schema.safeParse(values);
  return parsed.success ? parsed.data : null;
}
