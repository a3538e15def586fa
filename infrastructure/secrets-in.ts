import { mask, withoutCredentials } from './config-shown.ts';

/** A text in which addresses, and the passwords in them, may stand: without the passwords. */
export const withoutSecretsOf = (addresses: readonly string[], text: string): string =>
  addresses.reduce(
    (shown, address) =>
      secretsIn(address).reduce((rest, secret) => rest.replaceAll(secret, mask), shown.replaceAll(address, withoutCredentials(address))),
    text,
  );

/** As they are written, and as they are meant; the longest first, as one may be part of another. */
function secretsIn(address: string): readonly string[] {
  const [, password] = /^[^/]+:\/\/[^:@/?#]*:([^@]*)@/.exec(address) ?? [];
  const parameters = [...address.matchAll(/[?&][^=&]*(?:pass|secret|token|key)[^=&]*=([^&#]*)/gi)].map(([, value]) => value);
  const written = [password, ...parameters].filter((secret) => secret !== undefined && secret !== '') as string[];
  return [...new Set(written.flatMap((secret) => [secret, meant(secret)]))].sort((one, other) => other.length - one.length);
}

function meant(secret: string): string {
  try {
    return decodeURIComponent(secret);
  } catch {
    return secret;
  }
}
