import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { eventWords } from '../../application/log/copy/event-words.ts';
import type { StreamHashes } from '../../application/log/copy/stream-hashes.ts';
import { stretchOf } from '../../application/log/copy/stretch.ts';
import { beginning, type EventStore, type LogPage, type Position } from '../../application/ports/event-store.ts';
import type { Metadata, Recorded } from '../../domain/kernel/event.ts';

/** The log up to a position as lines, an event each: its position, and its words. Counts into `hashes`, and tells how far it is. */
export async function* logLines(
  store: Pick<EventStore, 'readAll'>,
  until: Position,
  hashes: StreamHashes,
  onPage: (events: number, position: Position) => void,
): AsyncGenerator<string> {
  if (until === beginning) return;
  let written = 0;
  for await (const { events, position } of stretchOf(store, { after: beginning, until })) {
    const lines = events.map((event) => {
      const words = eventWords(event);
      hashes.add(event, words);
      return `["${event.position}",${words.slice(1)}\n`;
    });
    if (lines.length > 0) yield lines.join('');
    onPage((written += lines.length), position);
  }
}

type Words = readonly [position: string, ...Parameters<typeof eventOf>];

/** Such a file, read as a log is: forwards. Going back begins it anew. */
export class LogFile implements Pick<EventStore, 'readAll'> {
  readonly #path: string;
  #lines: AsyncIterator<string> | null = null;
  #position: Position = beginning;

  constructor(path: string) {
    this.#path = path;
  }

  async readAll(after: Position, limit: number): Promise<LogPage> {
    if (this.#lines === null || after < this.#position) {
      await this.close();
      this.#lines = createInterface({ input: createReadStream(this.#path), crlfDelay: Infinity })[Symbol.asyncIterator]();
      this.#position = beginning;
    }
    const events: Recorded[] = [];
    while (events.length < limit) {
      const { value, done } = await this.#lines.next();
      if (done) return { events, position: events.at(-1)?.position ?? after, caughtUp: true };
      const [position, ...words] = JSON.parse(value) as Words;
      this.#position = BigInt(position);
      if (this.#position > after) events.push({ ...eventOf(...words), position: this.#position });
    }
    return { events, position: this.#position, caughtUp: false };
  }

  async close(): Promise<void> {
    await this.#lines?.return?.();
    this.#lines = null;
  }
}

const eventOf = (
  id: string,
  stream: string,
  revision: number,
  type: string,
  version: number,
  time: string,
  data: unknown,
  metadata: Metadata,
): Omit<Recorded, 'position'> => ({ id, stream, revision, type, version, time: new Date(time), data, metadata });
