/** Something a person can mend; shown as a sentence, without a stack. */
export class Problem extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Problem';
  }
}

/** Work that Ctrl-C ended; the message says what can be done then. */
export class BrokenOff extends Problem {
  constructor(then: string) {
    super(`Broken off. ${then}`);
    this.name = 'BrokenOff';
  }
}
