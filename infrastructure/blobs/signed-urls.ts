import type { Permit } from '../../application/ports/blobs.ts';
import { check, sign } from './signature.ts';

/** URLs of ours, `/blobs/<bucket>/<key>`, which let whoever holds one do one thing for a while, wherever the bytes lie. */
export class SignedUrls {
  readonly #secret: string;

  constructor(secret: string) {
    this.#secret = secret;
  }

  signedUrl(permit: Permit, baseUrl: string): string {
    const path = [permit.bucket, ...permit.key.split('/')].map(encodeURIComponent).join('/');
    return `${baseUrl.replace(/\/$/, '')}/blobs/${path}?${sign(this.#secret, permit).toString()}`;
  }

  verify(permit: Pick<Permit, 'method' | 'bucket' | 'key'>, query: URLSearchParams, now: Date): { size: number | null } | null {
    return check(this.#secret, permit, query, now);
  }
}
