import type { AnyAggregate } from '../../../domain/kernel/decision.ts';
import type { Recorded } from '../../../domain/kernel/event.ts';
import { beginning, type EventStore, type Position } from '../../ports/event-store.ts';
import { eventWords } from '../copy/event-words.ts';
import { StreamHashes } from '../copy/stream-hashes.ts';
import { stretchOf } from '../copy/stretch.ts';
import { problemOf } from './event-problem.ts';

/** An event that is not as it should be. */
export interface Finding {
  /** The first event of the log is number 1. */
  readonly number: number;
  readonly event: Recorded;
  readonly problem: string;
}

export interface Verified {
  readonly events: number;
  readonly hashes: StreamHashes;
  readonly found: number;
  /** The first hundred. */
  readonly findings: readonly Finding[];
}

const mostFindings = 100;

/**
 * Reads a whole log as it was written and looks at every event: do positions increase, do the revisions of its stream go on without a gap,
 * can this program read it (version, upcasts, schema)? @throws StoreUnavailable
 */
export async function verifyLog(
  store: Pick<EventStore, 'readAll'>,
  aggregates: readonly AnyAggregate[],
  options: { readonly signal?: AbortSignal | undefined; readonly onProgress?: (events: number, position: Position) => void } = {},
): Promise<Verified> {
  const byCategory = new Map(aggregates.map((aggregate) => [aggregate.category, aggregate]));
  const hashes = new StreamHashes();
  const findings: Finding[] = [];
  let [events, found, position] = [0, 0, beginning];
  for await (const page of stretchOf(store, { after: beginning, until: null, signal: options.signal })) {
    for (const event of page.events) {
      const due = hashes.add(event, eventWords(event));
      const problems = [
        event.position > position ? null : `its position ${event.position} does not follow ${position}`,
        due === null ? null : `it has revision ${event.revision} where ${due} is due`,
        problemOf(byCategory, event),
      ].filter((problem) => problem !== null);
      events++;
      position = event.position;
      found += problems.length;
      for (const problem of problems) if (findings.length < mostFindings) findings.push({ number: events, event, problem });
    }
    options.onProgress?.(events, page.position);
  }
  return { events, hashes, found, findings };
}
