import { Metadata, status, type ServiceError } from '@grpc/grpc-js';

/** An error of a call as the server gives it: a number, a sentence, and what the library makes a class of. */
function rpcError(code: status, details: string, metadata: Readonly<Record<string, string>> = {}): ServiceError {
  const words = new Metadata();
  for (const [key, value] of Object.entries(metadata)) words.set(key, value);
  return Object.assign(new Error(details), { code, details, metadata: words });
}

export const notReady = (): ServiceError => rpcError(status.UNAVAILABLE, 'Server Is Not Ready');
export const unknown = (details: string): ServiceError => rpcError(status.UNKNOWN, details);
export const unauthenticated = (): ServiceError => rpcError(status.UNAUTHENTICATED, 'Unauthenticated');
export const denied = (): ServiceError => rpcError(status.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' });
export const tooSlow = (): ServiceError =>
  rpcError(status.ABORTED, 'Operation timed out: Consumer too slow to handle event while live. Client resubscription required.');
export const streamDeleted = (stream: string): ServiceError =>
  rpcError(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, { exception: 'stream-deleted', 'stream-name': stream });
export const tooLarge = (bytes: number): ServiceError =>
  rpcError(status.INVALID_ARGUMENT, `Maximum Append Size of ${bytes} Exceeded.`, {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': String(bytes),
  });
export const wrongVersion = (stream: string, expected: bigint, actual: bigint): ServiceError =>
  rpcError(status.FAILED_PRECONDITION, `Delete failed due to WrongExpectedVersion. Stream: ${stream}`, {
    exception: 'wrong-expected-version',
    'stream-name': stream,
    'expected-version': String(expected),
    'actual-version': String(actual),
  });
