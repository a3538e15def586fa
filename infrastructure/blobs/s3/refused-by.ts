import { BlobsAway } from '../../../application/ports/blobs-away.ts';

const remedies: Readonly<Record<string, string>> = {
  NoSuchBucket: 'has no such bucket: create it, or name another one.',
  InvalidAccessKeyId: 'does not know this key: look at the part before the @.',
  SignatureDoesNotMatch: 'does not accept this secret: look at the part before the @, with its special characters percent-encoded.',
  AccessDenied: 'does not let this key read and write in the bucket: give it both rights.',
  AuthorizationHeaderMalformed: 'is in another region: name it with ?region=….',
  RequestTimeTooSkewed: 'has another time than this machine: set the clocks.',
};

/** The sentence for an answer that is none, with the remedy where the code of the error tells it. */
export async function refusedBy(response: Response): Promise<BlobsAway> {
  const body = await response.text().catch(() => '');
  const code = /<Code>([^<]+)<\/Code>/.exec(body)?.[1];
  const remedy = remedies[code ?? (response.status === 403 ? 'AccessDenied' : '')];
  return new BlobsAway(remedy ?? `answered ${response.status}${code ? ` (${code})` : ''}.`);
}
