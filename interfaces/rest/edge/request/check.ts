import type { z } from 'zod';
import { inPlainWords } from '../../../../domain/kernel/plain-words.ts';
import type { Refusal } from '../../../../domain/kernel/refusal.ts';
import { invalid } from '../refusals/edge-refusal.ts';

/** A value that fits its schema, or every place where it does not. */
export interface Checked<Value> {
  /** Undefined when there are problems. */
  readonly value: Value | undefined;
  readonly problems: readonly Refusal[];
}

/** Checks against a schema and names every wrong place with points: `elements.3.polygon`. */
export function check<Value>(schema: z.ZodType<Value>, input: unknown): Checked<Value> {
  const parsed = schema.safeParse(input, { error: inPlainWords });
  if (parsed.success) return { value: parsed.data, problems: [] };
  return { value: undefined, problems: parsed.error.issues.flatMap((issue) => problemsOf(issue, [])) };
}

type Issue = z.core.$ZodIssue;

function problemsOf(issue: Issue, above: readonly PropertyKey[]): readonly Refusal[] {
  const path = [...above, ...issue.path];
  const closest = issue.code === 'invalid_union' ? closestOption(issue) : null;
  if (closest) return closest.flatMap((inner) => problemsOf(inner, path));
  return [invalid(path.map(String).join('.') || '__all__', issue.message)];
}

/** Of the options of a union the one that fits in type but for what lies inside; null when none does. */
function closestOption(issue: Extract<Issue, { code: 'invalid_union' }>): readonly Issue[] | null {
  const inside = issue.errors.filter((errors) => errors.length > 0 && errors.every((error) => error.path.length > 0));
  return inside.length === 1 ? (inside[0] ?? null) : null;
}
