import { test } from 'tap';
import type { Recorded } from '../../../../../domain/kernel/event.ts';
import { corpusOfStream } from '../../../../../interfaces/rest/colophon/audit/corpus-of.ts';
import type { Services } from '../../../../../interfaces/rest/edge/services.ts';
import * as p from '../../../../support/processes.ts';

/** A log of one stream with so many events, of which the one at this revision alone names the project. */
function logOf(length: number, telling: number) {
  const read: number[] = [];
  const events = Array.from({ length }, (_, revision) => ({ data: revision === telling ? { corpusId: p.corpusId } : {} }) as Recorded);
  const readStream = async (_stream: string, from = 0, limit = Infinity) => {
    const found = events.slice(from, from + limit);
    read.push(found.length);
    return found;
  };
  return { read, services: { audit: { log: { readStream } } } as unknown as Services };
}

test('given a long stream, then its project is found where it is told first, and the rest is not read', async (t) => {
  for (const [telling, read] of [
    [0, [20]],
    [45, [20, 20, 20]],
    [1000, [20, 20, 20, 20, 20, 0]],
  ] as const) {
    const log = logOf(100, telling);
    t.equal(await corpusOfStream('task-x', log.services), telling < 100 ? p.corpusId : null);
    t.strictSame(log.read, read);
  }
});
