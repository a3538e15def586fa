import { named, type LogIdentity } from './log-identity.ts';

/** The event store is not the one that this database was filled from: what reactors have done would be done again, or left out. */
export class AnotherLog extends Error {
  constructor(known: LogIdentity, actual: LogIdentity, why: string) {
    super(`This database belongs to ${named(known)}; the event store holds ${named(actual)}. ${why}`);
    this.name = 'AnotherLog';
  }
}

export const copyFirst =
  'Copy the log with "colophon log copy" and start again, or point COLOPHON_EVENT_STORE_URL to where it was (without it the log is in PostgreSQL).';
export const copyAgain = (what: string): string =>
  `There is a copy, but ${what} since it was made: with every server stopped, run "colophon log copy" again, and start.`;
export const stopFirst =
  'There is a copy, but a server still works on the log copied from: stop it, run "colophon log copy" again, and start.';
