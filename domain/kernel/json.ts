import { z } from 'zod';

export type Json = z.infer<ReturnType<typeof z.json>>;

/** A JSON object, e.g. a configuration. The documents say no more of it than its type. */
export const jsonObject = z.record(z.string(), z.json()).meta({ type: 'object' });

export type JsonObject = z.infer<typeof jsonObject>;

/** One text for equal values: keys sorted at every depth, no white space. */
export function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key] ?? null)}`).join(',')}}`;
}

/** The object without the keys whose value is null (at its first level; what lies deeper is kept as sent). */
export const withoutNulls = (object: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null));
