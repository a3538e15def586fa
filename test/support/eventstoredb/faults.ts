/** What goes wrong at the next calls: set by tests. */
export class Faults {
  /** So many calls more are told that the server is not ready: as straight after its start. */
  notReadyFor = 0;
  /** Who calls is not known (16), or known and not allowed (7). */
  refuse: 'nobody' | 'everybody unknown' | 'everybody' | 'writers' = 'nobody';
  /** A node that knows no leader. */
  readOnly = false;
  /** What one append may hold. */
  maxAppendBytes = 1024 * 1024;
  /** The process ends, by SIGKILL, when it has written an append to a stream whose name begins so, and has not answered it. */
  killAfter: string | null = null;
  readonly #appends: AppendFault[] = [];
  #held: PromiseWithResolvers<void> | null = null;
  #late = Promise.withResolvers<void>();

  /**
   * The next append that holds events. `unanswered`: written, and never told; `lost`: neither; `given up`: written, and told that it took too
   * long; `late`: it and all behind it on its connection are written at `writeLate`, also where the connection is no more by then.
   */
  nextAppend(fault: AppendFault): void {
    this.#appends.push(fault);
  }

  takeAppendFault(): AppendFault | undefined {
    return this.#appends.shift();
  }

  /** Appends are written, and answered only after `release`. */
  holdAnswers(): void {
    this.#held ??= Promise.withResolvers<void>();
  }

  release(): void {
    this.#held?.resolve();
    this.#held = null;
  }

  get released(): Promise<void> | undefined {
    return this.#held?.promise;
  }

  /** How many appends wait to be written late. */
  heldBack = 0;

  /** @param late what the appends before it on its connection wait for */
  until(late: Promise<void> = this.#late.promise): Promise<void> {
    this.heldBack++;
    return late;
  }

  writeLate(): void {
    this.heldBack = 0;
    this.#late.resolve();
    this.#late = Promise.withResolvers<void>();
  }

  /** Whether this call is one of those that come too early. */
  takeNotReady(): boolean {
    if (this.notReadyFor === 0) return false;
    this.notReadyFor--;
    return true;
  }
}

export type AppendFault = 'unanswered' | 'lost' | 'given up' | 'late' | 'wrong revision';
