import { AccessDeniedError, StreamDeletedError } from '@eventstore/db-client';
import { AppendTooLarge, StoreUnavailable } from '../../../application/ports/event-store-errors.ts';
import type { EventStoreAddress } from './address.ts';
import { isAway } from './away.ts';

/** gRPC's number for: it is not known who you are. */
const unauthenticated = 16;

/** What a failure of the library means to the users of the store. Who is refused may be let in again: that is "away", too. */
export function storeError(error: unknown, address: EventStoreAddress): unknown {
  if (error instanceof AccessDeniedError) return new StoreUnavailable(new Error(refusal(error, address), { cause: error }));
  if (error instanceof StreamDeletedError)
    return new Error(
      `Stream ${error.streamName} was deleted for ever in the event store (a tombstone), and cannot be read or appended to.`,
    );
  if (!isAway(error)) return error;
  const why = error instanceof Error ? whyAway(error, address) : null;
  return new StoreUnavailable(why === null ? error : new Error(why, { cause: error }));
}

/** What a call gives. @throws StoreUnavailable where the server is away, else what the library threw */
export async function answered<T>(address: EventStoreAddress, call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw storeError(error, address);
  }
}

/** The server is set to take less at once than an append may hold. */
export class AboveServerLimit extends AppendTooLarge {
  constructor(stream: string, events: number, limit: number) {
    super(stream, 0, events);
    this.message = `The event store refuses an append to ${stream} of ${events} events: it takes ${limit} bytes at most. Set its MaxAppendSize to 1048576.`;
  }
}

/** Why the server does not let this user in, and the remedy. */
export function refusal({ code }: AccessDeniedError, { user, shown }: EventStoreAddress): string {
  if (user === null) return `the event store at ${shown} lets in nobody without a user: put user:password@ before its host`;
  if (code === unauthenticated) return `the event store at ${shown} does not know the user "${user}", or not this password`;
  return `the event store at ${shown} refuses the user "${user}": it must be allowed to read $all and to read and write streams`;
}

/** What a person may see to, where the library's words tell it; null: they say all there is. */
export function whyAway({ message }: Error, { shown }: EventStoreAddress): string | null {
  if (/No leader info available/.test(message))
    return `the node at ${shown} is read-only: it knows no leader that would take an append (a read-only replica, or a cluster without a majority)`;
  if (/Failed to discover/.test(message))
    return `of the cluster at ${shown} no node is found that takes appends: more than half of its nodes must run and reach each other`;
  const reason = unconnected.exec(message)?.groups?.reason;
  if (reason === undefined) return null;
  if (/certificate|altname/i.test(reason))
    return `the certificate of ${shown} is not trusted (${reason}): name that of its authority with tlsCAFile=/path/ca.crt, and the host as in the certificate`;
  return `there is no connection to ${shown} (${reason}): see that it runs there, and whether it wants tls=true or tls=false`;
}

const unconnected =
  /(?:No connection established\. Last error: (?:Error: )?|(?=Name resolution failed))(?<reason>[^\n]*?)(?:\.? ?Resolution note:.*)?$/m;
