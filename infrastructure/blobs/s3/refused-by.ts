import { BlobsAway } from '../../../application/ports/blobs-away.ts';

const remedies: Readonly<Record<string, string>> = {
  NoSuchBucket: 'has no such bucket: create it, or name another one.',
  InvalidAccessKeyId: 'does not know this key: look at the part before the @.',
  SignatureDoesNotMatch: 'does not accept this secret: look at the part before the @, with its special characters percent-encoded.',
  AccessDenied: 'does not let this key read and write in the bucket: give it both rights.',
  AuthorizationHeaderMalformed: 'is in another region: name it with ?region=….',
  RequestTimeTooSkewed: 'has another time than this machine: set the clocks.',
};

/** The error of an answer that is none, with the remedy where its code tells it; null when there just is no such object. */
export async function refusedBy(response: Response): Promise<BlobsAway | null> {
  const body = await response.text().catch(() => '');
  const code = /<Code>([^<]+)<\/Code>/.exec(body)?.[1];
  if (response.status === 404 && code !== 'NoSuchBucket') return null;
  const remedy = remedies[code ?? (response.status === 403 ? 'AccessDenied' : '')];
  return new BlobsAway(remedy ?? `answered ${response.status}${code ? ` (${code})` : ''}.`);
}
