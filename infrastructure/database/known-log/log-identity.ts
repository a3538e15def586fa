import { beginning, type EventStore, type Position } from '../../../application/ports/event-store.ts';

export type LogKind = 'postgres' | 'eventstoredb';

/** What tells one log from another: its kind, and its first event with its place. */
export interface LogIdentity {
  readonly kind: LogKind;
  /** Null: it is empty. */
  readonly first: { readonly event: string; readonly position: Position } | null;
}

/** @throws StoreUnavailable */
export async function identityOf(kind: LogKind, store: Pick<EventStore, 'readAll'>): Promise<LogIdentity> {
  for (let after = beginning; ;) {
    const { events, position, caughtUp } = await store.readAll(after, 1);
    const [first] = events;
    if (first) return { kind, first: { event: first.id, position: first.position } };
    if (caughtUp) return { kind, first: null };
    after = position;
  }
}

export const sameLog = (one: LogIdentity, other: LogIdentity): boolean =>
  one.kind === other.kind && one.first?.event === other.first?.event && one.first?.position === other.first?.position;

/** In words for people. */
export function named({ kind, first }: LogIdentity): string {
  const where = kind === 'postgres' ? 'the log in PostgreSQL' : 'the log in EventStoreDB';
  return first === null ? `${where}, which is empty` : `${where} that begins with the event ${first.event}`;
}
