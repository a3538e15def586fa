import type { ServerResponse } from 'node:http';

const left = new Error('The client has gone.');
const stopped = new Error('The server is shutting down.');

/** The requests that are being answered, each with a signal that says when nobody waits for the answer any more. */
export class OpenRequests {
  readonly #controllers = new Set<AbortController>();
  readonly #stopping: AbortSignal;

  constructor(stopping: AbortSignal) {
    this.#stopping = stopping;
    stopping.addEventListener('abort', () => {
      for (const controller of this.#controllers) controller.abort(stopped);
    });
  }

  /** Aborts when the client leaves before its answer is complete, or when the server stops. */
  add(response: ServerResponse): AbortSignal {
    const controller = new AbortController();
    this.#controllers.add(controller);
    response.once('close', () => {
      this.#controllers.delete(controller);
      if (!response.writableFinished) controller.abort(left);
    });
    if (this.#stopping.aborted) controller.abort(stopped);
    return controller.signal;
  }
}
