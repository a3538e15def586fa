import { EventStoreDBClient } from '@eventstore/db-client';
import type { Clock } from '../../../application/ports/clock.ts';
import type { EventStoreAddress } from './address.ts';

/** For how long a client may take to end what it has under way. */
const farewellMs = 1_000;

let opened = 0;

/**
 * The library's client: connects when first used, and again after the server was away. Clients with equal options would share one
 * connection, also one that is dead; so each has a time limit for signs of life of its own, some milliseconds apart.
 */
export function openClient({ url }: EventStoreAddress): EventStoreDBClient {
  const own = url.replace(/(?<=[?&]keepAliveTimeout=)\d+/, (ms) => String(Number(ms) + (opened++ % 500)));
  const client = EventStoreDBClient.connectionString(own);
  keepRejectionsIn(client as unknown as Reconnecting);
  return client;
}

/** Ends what is under way, and the connection; a call that cannot be ended is left behind. */
export async function closeClient(client: EventStoreDBClient, clock: Clock): Promise<void> {
  const over = new AbortController();
  await Promise.race([client.dispose(), clock.wait(farewellMs, over.signal)]);
  over.abort();
  void closeChannel(client as unknown as Reconnecting);
}

/** The library leaves it open: where the server says nothing, for ever. */
async function closeChannel(client: Reconnecting): Promise<void> {
  try {
    (await client.getChannel()).close();
  } catch {
    // there is none: a cluster without a leader
  }
}

interface Reconnecting {
  getChannel: () => Promise<{ close(): void }>;
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
