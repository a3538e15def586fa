import { BlobsAway } from '../../../application/ports/blobs-away.ts';

const remedies: Readonly<Record<string, string>> = {
  InvalidAccessKeyId: 'does not know this key: look at the part before the @.',
  SignatureDoesNotMatch: 'does not accept this secret: look at the part before the @, with its special characters percent-encoded.',
  AccessDenied: 'does not let this key read, write, delete and list in the bucket, or does not know the key: give it these rights.',
  AuthorizationHeaderMalformed: 'is in another region: name it with ?region=….',
  RequestTimeTooSkewed: 'has another time than this machine: set the clocks.',
  EntityTooLarge: 'does not take objects so large: let it, or keep COLOPHON_BLOBS_MAX_BYTES below.',
};

export const noSuchObject = Symbol('no such object');

/** The error that an answer is, with the remedy where its code tells it; or that there just is no such object. */
export async function refusedBy(response: Response, bucket: string): Promise<BlobsAway | typeof noSuchObject> {
  const body = await response.text().catch(() => '');
  const code = codeIn(body) ?? (response.status === 403 ? 'AccessDenied' : undefined);
  if (code === 'NoSuchKey') return noSuchObject;
  if (code === 'NoSuchBucket') return new BlobsAway(`has no bucket "${bucket}": create it, or name another one.`);
  if (response.status === 404 && code === undefined)
    return new BlobsAway('answered 404, and not as an S3-compatible storage does: look at host, port and bucket.');
  return new BlobsAway(remedies[code ?? ''] ?? `answered ${response.status}${code ? ` (${code})` : ''}.`);
}

/** The code of an error document. */
export const codeIn = (body: string): string | undefined => /<Code>([^<]+)<\/Code>/.exec(body)?.[1];
