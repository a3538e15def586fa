import { randomUUID } from 'node:crypto';
import {
  jsonEvent,
  type AllStreamResolvedEvent,
  type EventStoreDBClient,
  type JSONEventData,
  type ResolvedEvent,
} from '@eventstore/db-client';

export const newStream = (): string => `answer-${randomUUID()}`;
export const events = (count: number, bytes = 10): JSONEventData[] =>
  Array.from({ length: count }, () => jsonEvent({ type: 'Asked', data: { text: 'x'.repeat(bytes) } }) as JSONEventData);

type Entry = NonNullable<ResolvedEvent['event'] | AllStreamResolvedEvent['event']>;

export async function all(entries: AsyncIterable<ResolvedEvent | AllStreamResolvedEvent>): Promise<readonly Entry[]> {
  const found: Entry[] = [];
  for await (const { event } of entries) if (event) found.push(event);
  return found;
}

/** What went wrong, or that nothing did. */
export const errorOf = (call: Promise<unknown>): Promise<Readonly<Record<string, unknown>>> =>
  call.then(
    () => ({ name: 'none' }),
    (error: Error) => ({ ...error, name: error.constructor.name, message: error.message }),
  );

export const at = (commit: bigint): { readonly commit: bigint; readonly prepare: bigint } => ({ commit, prepare: commit });

export async function headOf(client: EventStoreDBClient): Promise<bigint> {
  const [last] = await all(client.readAll({ fromPosition: 'end', direction: 'backwards', maxCount: 1 }));
  return last?.position?.commit ?? 0n;
}
