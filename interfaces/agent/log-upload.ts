import { exhaustMap, from, timer } from 'rxjs';
import type { Subscription } from 'rxjs';
import type { Claim } from './claim.ts';
import { StoreError, isTransient } from './http.ts';
import { putFile } from './transfer.ts';

/** Half of what a signed URL lives. */
const urlLivesMs = 30 * 60_000;

/** Uploads the log of one claim, always as a whole, under a signed URL that is renewed when it is old or was refused. */
export class LogUpload {
  readonly #claim: Claim;
  #url: { readonly href: string; readonly since: number } | null = null;
  #uploaded = -1;
  #attempt: Promise<unknown> = Promise.resolve();

  constructor(claim: Claim) {
    this.#claim = claim;
  }

  /** Follows the growing log until unsubscribed. A failure is left to the next turn. */
  follow(): Subscription {
    const { settings, log } = this.#claim.tools;
    const everyMs = settings.logInterval * 1000;
    const attempt = () =>
      (this.#attempt = this.#once().catch((error: Error) => log.debug({ problem: error.message }, 'The log was not uploaded this time.')));
    return timer(everyMs, everyMs)
      .pipe(exhaustMap(() => from(attempt())))
      .subscribe();
  }

  /**
   * The whole log at the end, however long it takes, after an upload that is still under way: an older one must not be the last.
   * Answers its bytes; null when the store refuses it for good.
   */
  async finish(): Promise<number | null> {
    await this.#attempt;
    const { orders, log } = this.#claim;
    try {
      return await this.#claim.persist('upload the log', orders.remove, () => this.#once());
    } catch (error) {
      if (!(error instanceof StoreError) || isTransient(error)) throw error;
      log.error({ problem: error.message }, 'The log was refused.');
      return null;
    }
  }

  /** One attempt, when there is more than was uploaded before. Answers the bytes that are uploaded now. */
  async #once(): Promise<number> {
    const { folder, orders } = this.#claim;
    const bytes = folder.logBytes;
    if (bytes === this.#uploaded) return bytes;
    try {
      await putFile({
        url: await this.#target(),
        file: folder.log,
        bytes,
        contentType: 'text/plain; charset=utf-8',
        signal: orders.remove,
      });
    } catch (error) {
      this.#url = null;
      throw error;
    }
    return (this.#uploaded = bytes);
  }

  async #target(): Promise<string> {
    if (!this.#url || Date.now() - this.#url.since > urlLivesMs) {
      const { log_put_url: href } = await this.#claim.tools.api.definition(this.#claim.task);
      this.#url = { href, since: Date.now() };
    }
    return this.#url.href;
  }
}
