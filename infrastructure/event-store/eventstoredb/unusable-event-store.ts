/** The event store of the setting cannot be used, and waiting would not help: says in a sentence what a person can mend. */
export class UnusableEventStore extends Error {
  constructor(why: string, cause?: unknown) {
    super(why, { cause });
    this.name = 'UnusableEventStore';
  }
}
