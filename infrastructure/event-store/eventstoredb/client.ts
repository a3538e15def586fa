import { EventStoreDBClient } from '@eventstore/db-client';
import type { Clock } from '../../../application/ports/clock.ts';
import type { EventStoreAddress } from './address.ts';

/** For how long a client may take to end what it has under way. */
const farewellMs = 1_000;

/** The library's client: connects when first used, and again after the server was away. */
export function openClient({ url }: EventStoreAddress): EventStoreDBClient {
  const client = EventStoreDBClient.connectionString(url);
  keepRejectionsIn(client as unknown as Reconnecting);
  return client;
}

/** Ends what is under way; a call that cannot be ended is left behind. */
export async function closeClient(client: EventStoreDBClient, clock: Clock): Promise<void> {
  const over = new AbortController();
  await Promise.race([client.dispose(), clock.wait(farewellMs, over.signal)]);
  over.abort();
}

interface Reconnecting {
  handleError: (client: unknown, error: Error) => Promise<void>;
}

/**
 * After a failed call the library prepares to reconnect, and nobody awaits that: where a cluster's leader is being looked for and not
 * found meanwhile, the rejection would be nobody's and end the program. Whoever calls next hears of the cause.
 */
function keepRejectionsIn(client: Reconnecting): void {
  const handle = client.handleError;
  client.handleError = (grpc, error) => handle(grpc, error).catch(() => undefined);
}
