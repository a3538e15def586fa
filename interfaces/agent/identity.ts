import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The agent's own Ed25519 key: it makes the same agent of the same folder, and nobody else can take its name. */
export interface Identity {
  /** raw, 32 bytes, in base64 */
  readonly publicKey: string;
  /** over `<farm id>\n<issued at>\n<hostname>`, in base64 */
  sign(farm: string, issuedAt: string, hostname: string): string;
}

const identityOf = (key: KeyObject): Identity => ({
  publicKey: Buffer.from(createPublicKey(key).export({ format: 'jwk' }).x!, 'base64url').toString('base64'),
  sign: (farm, issuedAt, hostname) => sign(null, Buffer.from(`${farm}\n${issuedAt}\n${hostname}`), key).toString('base64'),
});

/** Reads the key of the folder, or makes it there once, readable by its owner alone. */
export function openIdentity(data: string): Identity {
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const path = join(data, 'key.pem');
  if (!existsSync(path)) {
    const part = `${path}.${process.pid}`;
    writeFileSync(part, generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
    linkSync(part, path);
    rmSync(part);
  }
  return identityOf(createPrivateKey(readFileSync(path)));
}
