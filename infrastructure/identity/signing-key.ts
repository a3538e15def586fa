import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { join } from 'node:path';
import type { Signer } from '../../application/ports/signer.ts';
import { keptFile } from './kept-file.ts';

/**
 * The key that signs audit bundles: the one given (PKCS8 in PEM), else one made once and kept in `<data>/signing.key`, beside the
 * server's key but apart from it: who checks a bundle years from now needs this one alone. @throws Error when it is none
 */
export function signingKey(dataFolder: string, given?: string): Signer {
  const file = join(dataFolder, 'signing.key');
  const pem = given ?? keptFile(file, newKey);
  const privateKey = privateKeyOf(pem, given === undefined ? file : 'COLOPHON_SIGNING_KEY');
  return {
    publicKey: String(createPublicKey(privateKey).export({ type: 'spki', format: 'pem' })),
    sign: (message) => sign(null, message, privateKey),
  };
}

const newKey = (): string => String(generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }));

function privateKeyOf(pem: string, where: string) {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // said below
  }
  throw new Error(`${where} holds no Ed25519 private key in PEM: restore it. A new one cannot sign in the name of the old one.`);
}
