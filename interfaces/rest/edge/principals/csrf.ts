import type { IncomingHttpHeaders } from 'node:http';
import { edgeRefusal } from '../refusals/edge-refusal.ts';
import type { Services } from '../services.ts';
import { cookiesOf } from './cookies.ts';
import { sameText } from './same-text.ts';

/**
 * Guards what a cookie alone authenticated against requests that other sites make a browser send: the token of our own cookie in a
 * header, and an origin of our own host or one that may call the API.
 * @throws EdgeRefusal forbidden
 */
export function guardCookie(
  headers: IncomingHttpHeaders,
  { csrfCookie, corsOrigins }: Pick<Services, 'csrfCookie' | 'corsOrigins'>,
  baseUrl: string,
): void {
  const cookie = cookiesOf(headers.cookie).get(csrfCookie);
  const token = headers['x-csrftoken'];
  if (!cookie || typeof token !== 'string' || !sameText(cookie, token))
    throw forbidden(`X-CSRFToken is not the value of the cookie ${csrfCookie}.`);
  const from = headers.origin ?? headers.referer;
  const url = from === undefined ? null : parsed(from);
  if (!url || (url.host !== parsed(baseUrl)?.host && !corsOrigins.includes(url.origin)))
    throw forbidden('The request does not come from this host.');
}

const parsed = (url: string): URL | null => (URL.canParse(url) ? new URL(url) : null);

const forbidden = (message: string): Error => edgeRefusal('forbidden', { message: `CSRF check failed: ${message}` });
