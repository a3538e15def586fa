import { randomBytes } from 'node:crypto';
import { sessionCookie, sessionSeconds, setCookie } from '../edge/principals/cookies.ts';

const isSecure = (baseUrl: string): boolean => baseUrl.startsWith('https:');

/** The session's secret, kept from scripts, and the token that a page sends back with what it changes. */
export function openingCookies(secret: string, csrfCookie: string, baseUrl: string): readonly string[] {
  const options = { seconds: sessionSeconds, secure: isSecure(baseUrl) };
  return [
    setCookie(sessionCookie, secret, { ...options, httpOnly: true }),
    setCookie(csrfCookie, randomBytes(24).toString('base64url'), { ...options, httpOnly: false }),
  ];
}

export function closingCookies(csrfCookie: string, baseUrl: string): readonly string[] {
  const options = { seconds: 0, secure: isSecure(baseUrl) };
  return [setCookie(sessionCookie, '', { ...options, httpOnly: true }), setCookie(csrfCookie, '', { ...options, httpOnly: false })];
}
