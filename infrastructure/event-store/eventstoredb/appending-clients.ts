import type { Clock } from '../../../application/ports/clock.ts';
import type { EventStoreAddress } from './address.ts';
import { AppendingClient } from './appending-client.ts';

/**
 * The library keeps what waits for an answer in one table per process: the end of one client's appends rejects those of all others, though
 * they may be written, and a late answer to them ends the process. So stores of one process on one server share their appending client.
 */
const shared = new Map<string, { readonly client: AppendingClient; users: number }>();

export function takeAppendingClient(address: EventStoreAddress, clock: Clock): AppendingClient {
  const entry = shared.get(address.url) ?? { client: new AppendingClient(address, clock), users: 0 };
  entry.users++;
  shared.set(address.url, entry);
  return entry.client;
}

/** Ends the client when its last user leaves it. */
export async function leaveAppendingClient(address: EventStoreAddress): Promise<void> {
  const entry = shared.get(address.url);
  if (!entry || --entry.users > 0) return;
  shared.delete(address.url);
  await entry.client.close();
}
