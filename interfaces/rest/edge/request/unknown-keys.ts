import { z } from 'zod';
import type { Refusal } from '../../../../domain/kernel/refusal.ts';
import type { AnyOperation } from '../operation.ts';
import { invalid } from '../refusals/edge-refusal.ts';

/**
 * What an operation beyond Arkindex has no use for: a mistyped `max_rate` must not pass for none. Those of Arkindex take any key, as
 * later clients send more.
 */
export function unknownKeys(operation: AnyOperation, body: object): readonly Refusal[] {
  const schema = 'body' in operation ? operation.body : undefined;
  if (!operation.path.startsWith('/colophon/') || !(schema instanceof z.ZodObject)) return [];
  return Object.keys(body)
    .filter((key) => !Object.hasOwn(schema.shape, key))
    .map((key) => invalid(key, 'This operation knows no such field.'));
}
