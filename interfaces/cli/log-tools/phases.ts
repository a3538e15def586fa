import { progressBar, type Progress } from '../output/progress.ts';

/** A bar for one phase of long work on a log after the other. */
export class Phases {
  readonly #head: bigint;
  #phase = '';
  #bar: Progress | null = null;

  /** @param head position of the log's last event: by how far a position is on the way there, the number of all events is foretold */
  constructor(head: bigint) {
    this.#head = head;
  }

  update(phase: string, events: number, position: bigint): void {
    if (phase !== this.#phase) this.end();
    this.#phase = phase;
    this.#bar ??= progressBar(phase, 'events');
    this.#bar.update(events, position > 0n ? Math.max(events, Math.round((events * Number(this.#head)) / Number(position))) : 0);
  }

  end(): void {
    this.#bar?.end();
    this.#bar = null;
  }
}
