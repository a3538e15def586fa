import { existsSync, fsyncSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';
import type { Entry } from './entry.ts';

/** What was written at once: all of it is there after a crash, or nothing. */
export interface Write {
  readonly entries: readonly Entry[];
  /** It ends a stream, and is no part of it. */
  readonly aside: boolean;
}

/** What a stand-in writes, kept in a file: a line for each write, on the disk before anybody hears of it. A last line that was torn is cut off. */
export class Journal {
  readonly #file: number;
  /** What was in the file. */
  readonly writes: readonly Write[];

  constructor(path: string) {
    const text = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
    const whole = text.subarray(0, text.lastIndexOf('\n') + 1);
    if (whole.length < text.length) truncateSync(path, whole.length);
    this.writes = whole.toString().split('\n').filter(Boolean).map(writeOf);
    this.#file = openSync(path, 'a');
  }

  keep(write: Write): void {
    writeSync(this.#file, lineOf(write));
    fsyncSync(this.#file);
  }
}

type Kept = Readonly<Record<'id' | 'stream' | 'type' | 'contentType' | 'revision' | 'position' | 'created' | 'data' | 'metadata', string>>;

function lineOf({ entries, aside }: Write): string {
  const kept = entries.map(({ revision, position, created, data, metadata, ...rest }): Kept => ({
    ...rest,
    revision: String(revision),
    position: String(position),
    created: created.toISOString(),
    data: Buffer.from(data).toString('base64'),
    metadata: Buffer.from(metadata).toString('base64'),
  }));
  return `${JSON.stringify({ entries: kept, aside })}\n`;
}

function writeOf(line: string): Write {
  const { entries, aside } = JSON.parse(line) as { readonly entries: readonly Kept[]; readonly aside: boolean };
  return {
    aside,
    entries: entries.map(({ revision, position, created, data, metadata, ...rest }) => ({
      ...rest,
      revision: BigInt(revision),
      position: BigInt(position),
      created: new Date(created),
      data: Buffer.from(data, 'base64'),
      metadata: Buffer.from(metadata, 'base64'),
    })),
  };
}
