import type { EventStore, LogPage, Position } from '../../application/ports/event-store.ts';

/**
 * Reads page after page; while one is being worked on, the next is on its way. Pages of heavy events (bulk facts) get shorter, so
 * that memory stays flat.
 */
export class PageReader {
  readonly #store: Pick<EventStore, 'readAll'>;
  readonly #most: number;
  #bound = Infinity;
  #limit: number;
  #ahead: { readonly after: Position; readonly page: Promise<LogPage> } | null = null;

  constructor(store: Pick<EventStore, 'readAll'>, mostEvents: number) {
    this.#store = store;
    this.#most = mostEvents;
    this.#limit = mostEvents;
  }

  /** No page has more events than this from now on. */
  atMost(events: number): void {
    this.#bound = Math.max(1, Math.floor(events));
  }

  async read(after: Position): Promise<LogPage> {
    const ahead = this.#ahead;
    this.#ahead = null;
    const page = await (ahead?.after === after ? ahead.page : this.#store.readAll(after, this.#now));
    if (!page.caughtUp) this.#readAhead(page.position);
    return page;
  }

  /** What a page weighed, in rows touched: the next ones ask for as many events as weigh about as much as one transaction bears. */
  weighed(events: number, rows: number, bearable: number): void {
    const fitting = rows > 0 ? Math.floor((events * bearable) / rows) : this.#most;
    this.#limit = Math.max(10, Math.min(this.#most, fitting));
  }

  get #now(): number {
    return Math.min(this.#limit, this.#bound);
  }

  #readAhead(after: Position): void {
    const page = this.#store.readAll(after, this.#now);
    page.catch(() => undefined); // whoever asks for this page hears of it
    this.#ahead = { after, page };
  }
}
