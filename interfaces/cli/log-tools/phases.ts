import { foretold } from '../../../application/log/foretold.ts';
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

  /** @param total where it is known */
  update(phase: string, events: number, position: bigint, total = foretold(events, position, this.#head)): void {
    if (phase !== this.#phase) this.end();
    this.#phase = phase;
    this.#bar ??= progressBar(phase, 'events');
    this.#bar.update(events, total);
  }

  end(): void {
    this.#bar?.end();
    this.#bar = null;
  }
}
