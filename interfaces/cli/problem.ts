import { codeOf } from './until-signal.ts';

/** Something a person can mend; shown as a sentence, without a stack. */
export class Problem extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Problem';
  }
}

/** Work that Ctrl-C or SIGTERM ended; the message says what can be done then. */
export class BrokenOff extends Problem {
  readonly code: number;

  /** @param signal that of `untilSignal` */
  constructor(then: string, signal: AbortSignal) {
    super(`Broken off. ${then}`);
    this.name = 'BrokenOff';
    this.code = codeOf(signal);
  }
}
