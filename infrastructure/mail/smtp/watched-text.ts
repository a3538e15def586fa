import { Readable } from 'node:stream';

/** A text that knows whether anybody has begun to take it: the driver reads it only after the server has said that it may come. */
export class WatchedText extends Readable {
  readonly #text: Buffer;
  travels = false;

  constructor(text: Buffer) {
    super();
    this.#text = text;
  }

  override _read(): void {
    this.travels = true;
    this.push(this.#text);
    this.push(null);
  }
}
