import { randomUUID } from 'node:crypto';
import { sizeOf, type Entry, type Proposal } from './entry.ts';
import type { ExpectedThere, Verdict } from './expected.ts';
import type { Journal, Write } from './journal.ts';
import { judge } from './judge.ts';
import { deletedFrom, limitsOf, visible, type StreamLimits } from './stream-limits.ts';

const chunkBytes = 256n * 1024n * 1024n;
const tombstoneRevision = 9_223_372_036_854_775_807n;
const nothing = new Uint8Array();

export interface Answer {
  readonly verdict: Verdict;
  /** Of the last event, be it old or new; what an append of nothing is told where there is none. */
  readonly revision: bigint;
  readonly position: bigint;
}

/** What the stand-in keeps on disk (in a journal, else as if), and (`remembered`) in memory. */
export class StandInLog {
  readonly entries: Entry[] = [];
  readonly #streams = new Map<string, Entry[]>();
  readonly #tombstones = new Set<string>();
  readonly #remembered = new Map<string, Map<string, bigint>>();
  readonly #listeners = new Set<(entries: readonly Entry[]) => void>();
  readonly #journal: Journal | undefined;
  #end = 548n;

  /** @param journal it goes on from what is kept there */
  constructor(journal?: Journal) {
    for (const write of journal?.writes ?? []) this.#take(write);
    this.restart();
    this.#journal = journal;
    const last = this.entries.at(-1);
    if (last) this.#end = last.position + BigInt(sizeOf(last));
    else this.#writeSystem('$$$scavenges', '$metadata', { $maxAge: 2_592_000 });
  }

  /** Position of the last entry. */
  get last(): bigint {
    return this.entries.at(-1)?.position ?? 0n;
  }

  append(stream: string, expected: ExpectedThere, events: readonly Proposal[]): Answer {
    const ids = events.map(({ id }) => id);
    const verdict = this.judge(stream, expected, ids);
    const held = this.#streams.get(stream) ?? [];
    if (verdict.kind === 'repeated') {
      const old = held.find(({ revision }) => revision === verdict.revision);
      return { verdict, revision: verdict.revision, position: old?.position ?? 0n };
    }
    if (verdict.kind === 'write' && events.length > 0) {
      const reopened = this.limits(stream).softDeleted;
      const first = this.#current(stream) + 1n;
      const written = events.map((event, index) => this.#entry(stream, first + BigInt(index), event));
      this.#write(written);
      if (reopened) this.#writeSystem(`$$${stream}`, '$metadata', { $tb: Number(first) });
      return { verdict, revision: written.at(-1)!.revision, position: written.at(-1)!.position };
    }
    const current = this.#current(stream);
    return { verdict, revision: current < 0n ? 0n : current, position: held.at(-1)?.position ?? this.last };
  }

  judge(stream: string, expected: ExpectedThere, ids: readonly string[]): Verdict {
    const held = this.#streams.get(stream) ?? [];
    return judge(
      {
        held: new Map(held.map((entry) => [entry.revision, entry])),
        current: this.#current(stream),
        softDeleted: this.limits(stream).softDeleted,
        tombstoned: this.#tombstones.has(stream),
        remembered: this.#remembered.get(stream) ?? new Map<string, bigint>(),
      },
      expected,
      ids,
    );
  }

  /** Null: there is none, or it was deleted. */
  stream(name: string): readonly Entry[] | null {
    const held = this.#streams.get(name);
    const limits = this.limits(name);
    return held === undefined || limits.softDeleted ? null : visible(held, limits, new Date());
  }

  isTombstoned(stream: string): boolean {
    return this.#tombstones.has(stream);
  }

  limits(stream: string): StreamLimits {
    return limitsOf(this.#streams.get(`$$${stream}`)?.at(-1));
  }

  /** Hides its events; the next append reopens the stream. Gives the position of the entry that says so. */
  deleteSoftly(stream: string): bigint {
    if (!this.limits(stream).softDeleted) this.#writeSystem(`$$${stream}`, '$metadata', { $tb: Number(deletedFrom) });
    return this.last;
  }

  tombstone(stream: string): bigint {
    this.#write([this.#entry(stream, tombstoneRevision, { ...systemEvent('$streamDeleted', {}) })], { aside: true });
    return this.last;
  }

  /** A scavenge: the file is closed, the next entry begins the next one. */
  closeChunk(): void {
    this.#end = (this.#end / chunkBytes + 1n) * chunkBytes;
    this.#writeSystem('$scavenges', '$scavengeStarted', {});
  }

  /** What a restart does: ids that were in memory only are forgotten. */
  restart(): void {
    this.#remembered.clear();
    this.#listeners.clear();
  }

  onAppend(listener: (entries: readonly Entry[]) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #current(stream: string): bigint {
    return this.#streams.get(stream)?.at(-1)?.revision ?? -1n;
  }

  #entry(stream: string, revision: bigint, event: Proposal): Entry {
    const entry = { ...event, stream, revision, position: this.#end, created: new Date() };
    this.#end += BigInt(sizeOf(entry));
    return entry;
  }

  #writeSystem(stream: string, type: string, data: unknown): void {
    this.#write([this.#entry(stream, this.#current(stream) + 1n, systemEvent(type, data))]);
  }

  #write(entries: readonly Entry[], { aside = false } = {}): void {
    this.#journal?.keep({ entries, aside });
    this.#take({ entries, aside });
    for (const listener of [...this.#listeners]) listener(entries);
  }

  #take({ entries, aside }: Write): void {
    for (const entry of entries) {
      const { stream, id, revision } = entry;
      this.entries.push(entry);
      if (aside) this.#tombstones.add(stream);
      if (aside) continue;
      this.#streams.set(stream, [...(this.#streams.get(stream) ?? []), entry]);
      this.#remembered.set(stream, (this.#remembered.get(stream) ?? new Map<string, bigint>()).set(id, revision));
    }
  }
}

const systemEvent = (type: string, data: unknown): Proposal => ({
  id: randomUUID(),
  type,
  contentType: 'application/json',
  data: Buffer.from(JSON.stringify(data)),
  metadata: nothing,
});
