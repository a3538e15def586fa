import { createHash } from 'node:crypto';

/** SHA-256 over texts and bytes, each with its length before it, so that no two lists look alike. */
export function digestOf(...parts: readonly (string | Buffer)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:`).update(part);
  return hash.digest('base64url');
}
