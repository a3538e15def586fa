import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** A request as the edge sees it, before anything of it is checked. */
export interface RawRequest {
  readonly method: string;
  /** Path and query as sent. */
  readonly url: string;
  readonly rawPath: string;
  readonly search: string;
  readonly headers: IncomingHttpHeaders;
  readonly message: IncomingMessage;
  readonly id: string;
  readonly baseUrl: string;
  readonly address: string;
  readonly signal: AbortSignal;
}

/** The one value of a header. */
export const headerOf = (headers: IncomingHttpHeaders, name: string): string | undefined => {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
};
