import { createPublicKey, verify } from 'node:crypto';

/** DER header of an Ed25519 public key: the raw 32 bytes follow. */
const spki = Buffer.from('302a300506032b6570032100', 'hex');

export interface SignedRegistration {
  readonly farmId: string;
  readonly issuedAt: string;
  readonly hostname: string;
  /** Raw Ed25519 key, base64. */
  readonly publicKey: string;
  readonly signature: string;
}

/**
 * Whether the registration was signed with the key it names: knowing a farm's seed is not enough to take another agent's name.
 * The key must be spelled in the one way of base64, because its text makes the agent's id.
 */
export function isSigned({ farmId, issuedAt, hostname, publicKey, signature }: SignedRegistration): boolean {
  const raw = Buffer.from(publicKey, 'base64');
  if (raw.length !== 32 || raw.toString('base64') !== publicKey) return false;
  const key = createPublicKey({ key: Buffer.concat([spki, raw]), format: 'der', type: 'spki' });
  return verify(null, Buffer.from(`${farmId}\n${issuedAt}\n${hostname}`), key, Buffer.from(signature, 'base64'));
}
