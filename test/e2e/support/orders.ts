import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from './until.ts';

interface Scope {
  teardown(end: () => void): void;
}

type Stage = 'started' | 'written';

/** A worker that holds still: its process id, and the token by which the server knows its task. */
export interface Holding {
  readonly pid: number;
  readonly token: string;
}

const holding = (stage: Stage, name?: string): string => (name === undefined ? `hold ${stage}` : `hold ${stage} ${name}`);

/** What test workers are told: a folder of files, looked at by every worker whose configuration names it. */
export class Orders {
  readonly folder: string;

  constructor(t: Scope) {
    this.folder = mkdtempSync(join(tmpdir(), 'colophon-orders-'));
    chmodSync(this.folder, 0o777);
    t.teardown(() => rmSync(this.folder, { recursive: true, force: true }));
  }

  /** Workers report this element as failed. */
  fail(name: string): void {
    this.#give(`fail ${name}`);
  }

  /** The worker that comes to this element breaks down, as long as it is not mended. */
  breakDown(name: string): void {
    this.#give(`break ${name}`);
  }

  mend(name: string): void {
    this.#take(`break ${name}`);
  }

  /** Workers do not end when they are asked to. */
  beStubborn(): void {
    this.#give('be stubborn');
  }

  /** Workers hold still when they have said that this element (or any) is started, or when they have written its text. */
  hold(stage: Stage, name?: string): void {
    this.#give(holding(stage, name));
  }

  goOn(stage: Stage, name?: string): void {
    this.#take(holding(stage, name));
  }

  /** `count` workers that hold still there. */
  held(stage: Stage, count = 1): Promise<readonly Holding[]> {
    return until(`${count} workers hold at ${stage}`, () => {
      const notes = readdirSync(this.folder).filter((name) => name.startsWith(`held ${stage} `));
      return notes.length >= count && notes.map((note) => JSON.parse(readFileSync(join(this.folder, note), 'utf8')) as Holding);
    });
  }

  #give(order: string): void {
    writeFileSync(join(this.folder, order), '');
  }

  #take(order: string): void {
    rmSync(join(this.folder, order));
  }
}
