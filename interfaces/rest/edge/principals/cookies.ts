/** Cookie of a browser session; its value is the session's secret. */
export const sessionCookie = 'colophon.session';
export const sessionSeconds = 30 * 24 * 3600;

/** Cookies of a `Cookie` header; of two with one name the first counts. */
export function cookiesOf(header: string | undefined): ReadonlyMap<string, string> {
  const cookies = new Map<string, string>();
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=');
    const name = pair.slice(0, at).trim();
    if (at > 0 && !cookies.has(name)) cookies.set(name, pair.slice(at + 1).trim());
  }
  return cookies;
}

interface CookieOptions {
  readonly seconds: number;
  readonly secure: boolean;
  /** Kept from scripts. */
  readonly httpOnly: boolean;
}

/** A `Set-Cookie` header; zero seconds take the cookie away. Values are our own and need no escapes. */
export const setCookie = (name: string, value: string, { seconds, secure, httpOnly }: CookieOptions): string =>
  [
    `${name}=${value}`,
    'Path=/',
    `Max-Age=${seconds}`,
    'SameSite=Lax',
    ...(httpOnly ? ['HttpOnly'] : []),
    ...(secure ? ['Secure'] : []),
  ].join('; ');
