import anyProto from 'google-protobuf/google/protobuf/any_pb.js';
import emptyProto from 'google-protobuf/google/protobuf/empty_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import statusProto from '@eventstore/db-client/generated/status_pb.js';
import type { Status } from '@eventstore/db-client/generated/status_pb.js';
import type { ExpectedThere } from './expected.ts';

interface Message {
  serializeBinary(): Uint8Array;
}

/** An error in the answer to one append: a message of the server's own kinds, packed. */
function status(message: string, kind: string, details: Message): Status {
  const packed = new anyProto.Any();
  packed.pack(details.serializeBinary(), kind);
  const result = new statusProto.Status();
  result.setMessage(message);
  result.setDetails(packed);
  return result;
}

/** "Server Is Not Ready", "No leader info available in response": the library recognises nothing in it but the words. */
export const saying = (message: string): Status => status(message, 'google.protobuf.Empty', new emptyProto.Empty());
export const badRequest = (): Status => status('BadRequest', 'event_store.client.BadRequest', new emptyProto.Empty());
export const timeout = (): Status => status('Timeout', 'event_store.client.Timeout', new shared.Timeout());
export const accessDenied = (): Status => status('AccessDenied', 'event_store.client.AccessDenied', new shared.AccessDenied());
export const deleted = (): Status => status('StreamDeleted', 'event_store.client.StreamDeleted', new shared.StreamDeleted());

export function tooLarge(bytes: number): Status {
  const details = new shared.MaximumAppendSizeExceeded();
  details.setMaxappendsize(bytes);
  return status('MaximumAppendSizeExceeded', 'event_store.client.MaximumAppendSizeExceeded', details);
}

export function wrongVersion(expected: ExpectedThere, current: bigint): Status {
  const details = new shared.WrongExpectedVersion();
  const empty = new emptyProto.Empty();
  if (current < 0n) details.setCurrentNoStream(empty);
  else details.setCurrentStreamRevision(String(current));
  if (expected === 'any') details.setExpectedAny(empty);
  else if (expected === 'stream_exists') details.setExpectedStreamExists(empty);
  else if (expected === 'no_stream') details.setExpectedNoStream(empty);
  else details.setExpectedStreamPosition(String(expected));
  return status('WrongExpectedVersion', 'event_store.client.WrongExpectedVersion', details);
}
