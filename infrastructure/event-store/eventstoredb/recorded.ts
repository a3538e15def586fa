import type { ResolvedEvent } from '@eventstore/db-client';
import type { Metadata, Recorded } from '../../../domain/kernel/event.ts';
import type { Position } from '../../../application/ports/event-store.ts';

type Entry = NonNullable<ResolvedEvent['event']>;

/** What stands beside an event's data: the metadata, and what the server has no place for. */
type Aside = Metadata & { readonly version: number; readonly time: string };

/** The place of an entry in the log. Every entry of a server that this adapter reads has one. */
export const positionOf = ({ position }: Entry): Position => position?.commit ?? 0n;

/** The event, or null for what others wrote: the server's own entries, and events of other programs on it. */
export function recordedOf(entry: Entry): Recorded | null {
  const { id, type, streamId: stream, revision, data, metadata, isJson } = entry;
  if (type.startsWith('$') || !isJson || !isAside(metadata)) return null;
  const { version, time, ...own }: Aside = metadata;
  return { id, type, version, time: new Date(time), data, metadata: own, stream, revision: Number(revision), position: positionOf(entry) };
}

const isAside = (metadata: unknown): metadata is Aside =>
  typeof metadata === 'object' && metadata !== null && 'version' in metadata && 'time' in metadata && 'commandId' in metadata;
