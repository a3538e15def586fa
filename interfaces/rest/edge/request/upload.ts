import type { IncomingMessage } from 'node:http';
import { refusal } from '../../../../domain/kernel/refusal.ts';
import type { Upload } from '../definition.ts';
import { limited, UploadTooLarge } from '../../files/limited.ts';
import { EdgeRefusal, httpRefusal } from '../refusals/edge-refusal.ts';

export const noUpload: AsyncIterable<Uint8Array> = {
  [Symbol.asyncIterator]: () => ({ next: async () => ({ done: true, value: undefined }) }),
};

/**
 * The body of a request as a file, while it comes; reading it fails when it is too large. Of what is not read the rest is let pass, so that
 * its sender gets to see the answer. @throws EdgeRefusal 415, 413
 */
export function uploaded(message: IncomingMessage, { types, maxBytes }: Upload): AsyncIterable<Uint8Array> {
  const type = (message.headers['content-type'] ?? types[0])?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (!types.includes(type)) throw pass(message, httpRefusal(415, `The body must be ${types.join(' or ')}, not ${type.slice(0, 100)}.`));
  if (Number(message.headers['content-length'] ?? 0) > maxBytes) throw pass(message, tooLarge(maxBytes));
  return parts(message, maxBytes);
}

async function* parts(message: IncomingMessage, maxBytes: number): AsyncGenerator<Uint8Array> {
  try {
    yield* limited(message, 0, maxBytes) as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw pass(message, error instanceof UploadTooLarge ? tooLarge(maxBytes) : error);
  }
}

const tooLarge = (maxBytes: number): EdgeRefusal =>
  new EdgeRefusal([refusal('too_large', { params: { message: `The body is larger than ${maxBytes / 1024 ** 2} MiB.` } })]);

function pass<Reason>(message: IncomingMessage, reason: Reason): Reason {
  message.resume();
  return reason;
}
