/** What an `Authorization` header says. The scheme is in lower case; anything that is not `<scheme> <value>` is `unknown`. */
export interface Credentials {
  readonly scheme: 'token' | 'ponos' | 'bearer' | 'unknown';
  readonly value: string;
}

export function credentialsOf(header: string): Credentials {
  const [, scheme = '', value = ''] = /^(\S+) +(\S+)$/.exec(header.trim()) ?? [];
  const known = (['token', 'ponos', 'bearer'] as const).find((name) => name === scheme.toLowerCase());
  return { scheme: known ?? 'unknown', value };
}
