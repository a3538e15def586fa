import { z } from 'zod';
import type { Refusal } from '../../../../domain/kernel/refusal.ts';
import { invalid } from '../refusals/edge-refusal.ts';
import { check, type Checked } from './check.ts';

/**
 * Query values by their schemas. Undeclared, empty and repeated ones are wrong: a mistyped filter must never widen what a request
 * reaches (api.md §1.3).
 */
export function parseQuery(search: string, schema: z.ZodObject): Checked<Readonly<Record<string, unknown>>> {
  const given = new URLSearchParams(search);
  const texts: Record<string, string | string[]> = {};
  const problems: Refusal[] = [];
  for (const name of new Set(given.keys())) {
    const values = given.getAll(name);
    const declared = Object.hasOwn(schema.shape, name) ? schema.shape[name] : undefined;
    const problem = problemOf(values, declared);
    if (problem) problems.push(invalid(name, problem));
    else texts[name] = isList(declared as z.ZodType) ? values : (values[0] as string);
  }
  const checked = check(schema, texts);
  const atFault = new Set(problems.map(({ field }) => field));
  const wrong = [...problems, ...checked.problems.filter(({ field }) => !atFault.has(field))];
  return { value: checked.value, problems: wrong };
}

function problemOf(values: readonly string[], declared: z.core.$ZodType | undefined): string | null {
  if (!declared) return 'This operation knows no such parameter.';
  if (values.includes('')) return 'This parameter may not be empty.';
  if (values.some((value) => value.includes('\0'))) return 'Null characters are not allowed.';
  if (values.length > 1 && !isList(declared)) return 'This parameter may be given only once.';
  return null;
}

function isList(schema: z.core.$ZodType): boolean {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable) return isList(schema.unwrap());
  if (schema instanceof z.ZodPipe) return isList(schema.in);
  return schema instanceof z.ZodArray;
}
