import type { AnyAggregate } from '../../../domain/kernel/decision.ts';
import type { Recorded } from '../../../domain/kernel/event.ts';
import { EventFromTheFuture, upcast } from '../upcast.ts';

/** Why this program cannot take an event as it was written; null when it can. What no aggregate knows any more is taken by nobody. */
export function problemOf(byCategory: ReadonlyMap<string, AnyAggregate>, event: Recorded): string | null {
  const aggregate = byCategory.get(event.stream.slice(0, event.stream.indexOf('-')));
  const schema = aggregate?.events[event.type];
  if (!aggregate || !schema) return null;
  try {
    const { error } = schema.safeParse(upcast(aggregate, event).data);
    return error ? `its data is not as it should be: ${error.issues.map(sentence).join('; ')}` : null;
  } catch (error) {
    if (error instanceof EventFromTheFuture) return error.message;
    return `it cannot be brought up from version ${event.version}: ${error instanceof Error ? error.message : String(error)}`;
  }
}

const sentence = ({ path, message }: { readonly path: readonly PropertyKey[]; readonly message: string }): string =>
  `${path.map(String).join('.') || 'data'}: ${message}`;
