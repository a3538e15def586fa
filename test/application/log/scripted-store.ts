import type { Appender, EventStore, LogPage, Position } from '../../../application/ports/event-store.ts';
import { Wakes } from '../../../application/log/wakes.ts';
import { newEvent, newStream } from '../../contract/event-store/events.ts';

type Answer = LogPage | Error | (() => LogPage | Error);

/** A store that gives the pages it was told to, then empty ones; it shows what it was asked. */
export class ScriptedStore implements EventStore {
  readonly reads: { readonly after: Position; readonly limit: number }[] = [];
  readonly wakes = new Wakes();
  readonly #answers: Answer[];

  constructor(...answers: readonly Answer[]) {
    this.#answers = [...answers];
  }

  async readAll(after: Position, limit: number): Promise<LogPage> {
    this.reads.push({ after, limit });
    const next = this.#answers.shift() ?? page(after, 0, true);
    const answer = typeof next === 'function' ? next() : next;
    if (answer instanceof Error) throw answer;
    return answer;
  }

  onWake(listener: (by: Appender) => void): () => void {
    return this.wakes.add(listener);
  }

  append = () => Promise.reject(new Error('not asked for'));
  readStream = () => Promise.reject(new Error('not asked for'));
  head = () => Promise.reject(new Error('not asked for'));
}

/** A page of so many events that ends at a position. */
export const page = (position: Position, count: number, caughtUp: boolean): LogPage => ({
  events: Array.from({ length: count }, (_, n) => ({
    ...newEvent(),
    stream: newStream(),
    revision: 0,
    position: position - BigInt(count - 1 - n),
  })),
  position,
  caughtUp,
});
