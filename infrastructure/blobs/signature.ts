import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Permit } from '../../application/ports/blobs.ts';

type Signed = Pick<Permit, 'method' | 'bucket' | 'key' | 'size'> & { readonly expires: number };

const mac = (secret: string, { method, bucket, key, size, expires }: Signed): Buffer =>
  createHmac('sha256', secret)
    .update(['blob', method, bucket, key, expires, size ?? '-'].join('\n'))
    .digest();

/** Query of a signed URL: HMAC over method, bucket, key, expiry and announced size; never over the content type. */
export function sign(secret: string, permit: Permit): URLSearchParams {
  const signed = { ...permit, expires: Math.floor(permit.expiresAt.getTime() / 1000) };
  const query = new URLSearchParams({ expires: String(signed.expires) });
  if (permit.size !== null) query.set('size', String(permit.size));
  query.set('signature', mac(secret, signed).toString('base64url'));
  return query;
}

/** The announced size when the query permits this now; null otherwise. */
export function check(
  secret: string,
  asked: Pick<Permit, 'method' | 'bucket' | 'key'>,
  query: URLSearchParams,
  now: Date,
): { size: number | null } | null {
  const expires = Number(query.get('expires'));
  const size = query.has('size') ? Number(query.get('size')) : null;
  const given = Buffer.from(query.get('signature') ?? '', 'base64url');
  const right = mac(secret, { ...asked, size, expires });
  if (given.length !== right.length || !timingSafeEqual(given, right)) return null;
  return expires * 1000 > now.getTime() ? { size } : null;
}
