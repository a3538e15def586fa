import type { Clock } from '../../ports/clock.ts';
import type { EventStore } from '../../ports/event-store.ts';
import { ReadSideBehind, type ReadSide } from '../../ports/read-side.ts';
import type { Signer } from '../../ports/signer.ts';
import { contentsOf, type ContentsDeps, type OnStream } from './contents.ts';
import { genesis, seal } from './line.ts';
import { format, signed } from './manifest.ts';

export interface BundlesDeps extends Omit<ContentsDeps, 'store'> {
  readonly store: Pick<EventStore, 'readStream' | 'head'>;
  readonly readSide: ReadSide;
  readonly signer: Signer;
  readonly clock: Clock;
}

const patienceMs = 5_000;

/**
 * Writes what the log holds about a process so that it can be checked without us:
 *
 *   head ──► event ──► event ──► … ──► refused command ──► manifest
 *
 * Each line holds the hash of the line before it; the manifest holds all hashes and is signed.
 */
export class AuditBundles {
  readonly #deps: BundlesDeps;

  constructor(deps: BundlesDeps) {
    this.#deps = deps;
  }

  /** Whether the log knows this process. */
  async knows(processId: string): Promise<boolean> {
    return (await this.#deps.store.readStream(`process-${processId}`)).length > 0;
  }

  /** The lines of a bundle, as of now; tells how many of its streams are read, of how many. @throws ReadSideBehind when the tasks are not known up to now, StoreUnavailable */
  async *lines(processId: string, onStream: OnStream = () => undefined): AsyncGenerator<string> {
    const { store, readSide, signer, clock } = this.#deps;
    const position = await store.head();
    if (!(await readSide.waitFor(position, patienceMs))) throw new ReadSideBehind(position, readSide.applied());
    const about = { process: processId, time: clock.now().toISOString(), position: String(position) };
    const hashes: string[] = [];
    const next = (content: object): string => {
      const { text, hash } = seal(hashes.length + 1, content, hashes.at(-1) ?? genesis);
      hashes.push(hash);
      return `${text}\n`;
    };
    yield next({ kind: 'head', format, ...about });
    for await (const content of contentsOf(processId, position, this.#deps, onStream)) yield next(content);
    yield next({ kind: 'manifest', ...signed({ ...about, hashes: [...hashes] }, signer) });
  }
}
