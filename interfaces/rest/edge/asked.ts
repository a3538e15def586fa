import type { Principal } from './principal.ts';

/** A request whose values have passed their schemas. */
export interface Asked<Path = unknown, Query = unknown, Body = unknown> {
  readonly path: Path;
  readonly query: Query;
  readonly body: Body;
  readonly principal: Principal;
  /** Id of the request; also the correlation id of what it causes. */
  readonly requestId: string;
  /** `http://host:port` through which the request came; absolute URLs in answers begin with it. */
  readonly baseUrl: string;
  /** Address from which the request came. */
  readonly address: string;
  /** Aborts when the client has gone or the server shuts down: long polls end early by it. */
  readonly signal: AbortSignal;
  /** What is uploaded to an operation that takes a file, to be read once; empty elsewhere. */
  readonly upload: AsyncIterable<Uint8Array>;
}

/** A request to change something. A repetition comes with the same `commandId`, so ids derived from it are the same. */
export interface AskedToWrite<Path = unknown, Query = unknown, Body = unknown> extends Asked<Path, Query, Body> {
  readonly commandId: string;
}
