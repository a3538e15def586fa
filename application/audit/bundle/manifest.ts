import { createHash, createPublicKey, verify } from 'node:crypto';
import { z } from 'zod';
import type { Signer } from '../../ports/signer.ts';
import { canonical } from './line.ts';

export const format = 'colophon audit bundle 1';

const manifestSchema = z.object({
  format: z.literal(format),
  process: z.string(),
  /** When, and up to which position of the log, the bundle was taken. */
  time: z.string(),
  position: z.string(),
  /** Hashes of all lines before the manifest, in order. */
  hashes: z.array(z.string()),
  public_key: z.string(),
  signature: z.base64(),
});

export type Manifest = z.infer<typeof manifestSchema>;

/** What a manifest says, signed; the public key is enclosed. */
export function signed(said: Pick<Manifest, 'process' | 'time' | 'position' | 'hashes'>, signer: Signer): Manifest {
  const unsigned = { format, ...said, public_key: signer.publicKey } as const;
  return { ...unsigned, signature: Buffer.from(signer.sign(Buffer.from(canonical(unsigned)))).toString('base64') };
}

/** The manifest of a line's content; null when it is none. */
export const manifestOf = (content: unknown): Manifest | null => manifestSchema.safeParse(content).data ?? null;

/** Whether the owner of this key signed just this. */
export function isSignedBy({ signature, ...unsigned }: Manifest, publicKey: string): boolean {
  try {
    return verify(null, Buffer.from(canonical(unsigned)), createPublicKey(publicKey), Buffer.from(signature, 'base64'));
  } catch {
    return false;
  }
}

/** What people compare keys by: SHA-256 of the public key, as SSH writes it. @throws when it is no key */
export function fingerprintOf(publicKey: string): string {
  const der = createPublicKey(publicKey).export({ type: 'spki', format: 'der' });
  return `SHA256:${createHash('sha256').update(der).digest('base64').replace(/=+$/, '')}`;
}
