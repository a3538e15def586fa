import { StoreUnavailable } from '../../../application/ports/event-store-errors.ts';
import type { Line } from './greeted-client.ts';

/**
 * Appends that must come to stand in the order in which they are made, though many are under way at once. The server takes what comes over
 * one line in its order, but sent again over another line an append can overtake an older one: nobody knows whether the older one is written,
 * or still will be. So each is sent once, all over one line, and the first that gets no answer ends the run. Then a beginning of them is
 * written, or will be: whoever makes them again, from any of those that are not there yet, adds to that beginning in the same order.
 */
export class AppendRun {
  line: Promise<Line> | undefined;
  #broken = false;

  /** One of its appends has failed. */
  break(): void {
    this.#broken = true;
  }

  /** @throws StoreUnavailable where an append may be missing that was to stand before what is sent now */
  assertWhole(line: Line): void {
    if (this.#broken || line.replaced) throw new StoreUnavailable(new Error('an append before this one got no answer'));
  }
}
