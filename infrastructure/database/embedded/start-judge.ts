import { EmbeddedPostgresError, type EmbeddedPostgresErrorCode } from './error.ts';
import type { Launch } from './launch.ts';
import type { ServerLog } from './server-log.ts';

/** Another server has the folder, or the children of a killed one are still leaving: the next look or attempt will tell. */
const interlock = /lock file ".*" already exists|pre-existing shared memory block/;

const kinds: readonly (readonly [RegExp, EmbeddedPostgresErrorCode, string])[] = [
  [/No space left|Read-only file system|Permission denied/, 'data_not_writable', 'PostgreSQL may not write its data folder'],
  [/invalid permissions|wrong ownership/, 'wrong_owner', 'The data folder must belong to its user alone'],
  [
    /could not find the database system|control file|pg_control|required WAL directory|checkpoint record|checksum|could not (open|read|access|locate)|not a valid|incompatible|invalid magic/,
    'data_damaged',
    'The data folder is damaged. Restore it from a backup, or choose another folder with COLOPHON_DATA',
  ],
];

/** Tells bad luck, after which another attempt is right, from a server that will never come up. */
export class StartJudge {
  readonly #log: ServerLog;
  readonly #data: string;
  #failures = 0;
  #refusals = 0;

  constructor(log: ServerLog, data: string) {
    this.#log = log;
    this.#data = data;
  }

  /** A launch that ended. The fifth without a reason that passes by itself is one too many. */
  ended({ end, logStart }: Launch): void {
    const said = this.#log.since(logStart);
    if (interlock.test(said) || ++this.#failures < 5) return;
    const [, code, advice] =
      kinds.find(([pattern]) => pattern.test(said)) ?? ([/./, 'did_not_start', `PostgreSQL ended with ${end}`] as const);
    throw this.#error(code, advice, said);
  }

  /** A server that is up but will not let us in. */
  refused(error: Error): void {
    if (++this.#refusals < 5) return;
    throw this.#error(
      'data_damaged',
      `Its database cannot be opened (${error.message}). Restore the folder from a backup, or choose another one with COLOPHON_DATA`,
      '',
    );
  }

  /** Patience is at its end. */
  late(patienceMs: number): EmbeddedPostgresError {
    return this.#error('did_not_start', `PostgreSQL did not come up within ${patienceMs / 1000} s`, this.#log.since(0));
  }

  #error(code: EmbeddedPostgresErrorCode, advice: string, said: string): EmbeddedPostgresError {
    const log = said.trim() === '' ? `See ${this.#log.path}.` : `The end of ${this.#log.path}:\n${said.trim()}`;
    return new EmbeddedPostgresError(code, `The embedded PostgreSQL in ${this.#data} did not start. ${advice}.\n${log}`);
  }
}
