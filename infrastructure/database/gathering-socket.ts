import { Socket } from 'node:net';

/**
 * A socket of the driver's on which all statements that are sent in one go of the program travel in one packet: the driver corks and
 * uncorks it around each statement, and each uncorking is a call of the system (measured: a fifth of the server's time).
 */
export class GatheringSocket extends Socket {
  #held = false;

  override cork(): void {
    if (!this.#held) super.cork();
  }

  override uncork(): void {
    if (this.#held) return;
    this.#held = true;
    process.nextTick(() => this.#release());
  }

  override end(...args: unknown[]): this {
    this.#release();
    return super.end(...(args as []));
  }

  #release(): void {
    if (!this.#held) return;
    this.#held = false;
    super.uncork();
  }
}
