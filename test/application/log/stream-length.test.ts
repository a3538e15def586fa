import fc from 'fast-check';
import { test } from 'tap';
import { streamLength } from '../../../application/log/stream-length.ts';
import type { Recorded } from '../../../domain/kernel/event.ts';

/** A stream of so many events that counts how many of them were read. */
function stream(length: number) {
  const read = { events: 0, asked: 0 };
  return {
    read,
    async readStream(_name: string, from = 0, limit = Infinity): Promise<readonly Recorded[]> {
      const count = Math.max(0, Math.min(limit, length - from));
      read.events += count;
      read.asked += 1;
      return Array.from({ length: count }, () => ({}) as Recorded);
    },
  };
}

test('given any stream, then its length is told, from a few events of it', async (t) => {
  await fc.assert(
    fc.asyncProperty(fc.nat(200_000), async (length) => {
      const log = stream(length);
      t.equal(await streamLength(log, 'task-1'), length);
      const digits = length.toString(2).length;
      return log.read.asked <= 2 * digits + 1 && log.read.events <= log.read.asked;
    }),
  );
  for (const length of [0, 1, 2, 3, 4]) t.equal(await streamLength(stream(length), 'task-1'), length);
});
