/** Why the embedded PostgreSQL could not be had. */
export type EmbeddedPostgresErrorCode =
  'unsupported_platform' | 'data_not_writable' | 'data_damaged' | 'wrong_owner' | 'wrong_major' | 'cannot_run' | 'did_not_start' | 'closed';

const wayOut = 'Or set COLOPHON_DATABASE_URL to use a PostgreSQL of your own.';

/** Says what is wrong, what to do about it, and names the way out; the message is for the person who starts the program. */
export class EmbeddedPostgresError extends Error {
  readonly code: EmbeddedPostgresErrorCode;

  constructor(code: EmbeddedPostgresErrorCode, message: string, options?: ErrorOptions) {
    super(`${message}\n${wayOut}`, options);
    this.name = 'EmbeddedPostgresError';
    this.code = code;
  }
}
