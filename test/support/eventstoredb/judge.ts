import type { Entry } from './entry.ts';
import type { ExpectedThere, Verdict } from './expected.ts';

/** A stream as the rule sees it. */
export interface StreamStanding {
  /** Its events, by revision. */
  readonly held: ReadonlyMap<bigint, Pick<Entry, 'id' | 'revision'>>;
  /** Revision of the last one ever written; -1: none. */
  readonly current: bigint;
  readonly softDeleted: boolean;
  readonly tombstoned: boolean;
  /** Ids that the server has in memory since its start. */
  readonly remembered: ReadonlyMap<string, bigint>;
}

/**
 * Whether an append is written, is a repetition, or is refused. With a revision or "no_stream" the log itself tells repetitions; with
 * "any" and "stream_exists" only what is in memory does.
 */
export function judge(stream: StreamStanding, expected: ExpectedThere, ids: readonly string[]): Verdict {
  const { current, softDeleted, tombstoned } = stream;
  if (tombstoned) return { kind: 'deleted' };
  if (expected === 'stream_exists') {
    if (softDeleted) return { kind: 'deleted' };
    if (current < 0n) return wrong(expected, current);
  }
  if (expected === 'any' || expected === 'stream_exists') return judgeByMemory(stream, ids);
  const revision = expected === 'no_stream' ? -1n : expected;
  if (revision === current || (softDeleted && expected === 'no_stream')) return { kind: 'write' };
  if (revision > current || ids.length === 0) return wrong(expected, current);
  for (const [index, id] of ids.entries()) {
    if (stream.held.get(revision + 1n + BigInt(index))?.id === id) continue;
    return wrong(index === 0 ? expected : 'any', current);
  }
  return { kind: 'repeated', revision: revision + BigInt(ids.length) };
}

function judgeByMemory({ current, remembered }: StreamStanding, ids: readonly string[]): Verdict {
  const [first] = ids;
  if (first === undefined || !remembered.has(first)) return { kind: 'write' };
  const revisions = ids.map((id) => remembered.get(id));
  const known = revisions.filter((revision) => revision !== undefined);
  if (known.length < ids.length) return wrong('any', current);
  const inOrder = known.every((revision, index) => index === 0 || revision > (known[index - 1] ?? revision));
  return inOrder ? { kind: 'repeated', revision: known.at(-1) ?? current } : { kind: 'silence' };
}

const wrong = (expected: ExpectedThere, current: bigint): Verdict => ({ kind: 'wrong', expected, current });
