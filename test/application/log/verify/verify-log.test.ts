import { test } from 'tap';
import { z } from 'zod';
import { verifyLog } from '../../../../application/log/verify/verify-log.ts';
import type { AnyAggregate } from '../../../../domain/kernel/decision.ts';
import type { Recorded } from '../../../../domain/kernel/event.ts';
import { readOn } from '../../../contract/event-store/events.ts';
import { logOf } from '../copy/logs.ts';

const page: AnyAggregate = {
  category: 'page',
  events: { Probed: z.object({ stream: z.string(), length: z.number(), language: z.string() }) },
  initial: null,
  evolve: (state) => state,
  upcasts: { Probed: [(data: { readonly length: number }) => ({ ...data, language: 'deu', length: halved(data.length) })] },
};

function halved(length: number): number {
  if (length === 99) throw new Error('99 has no half');
  return length / 2;
}

const logWith = (events: readonly Recorded[]) => ({
  readAll: async () => ({ events, position: events.at(-1)?.position ?? 0n, caughtUp: true }),
});

const good = async (): Promise<readonly Recorded[]> => readOn(await logOf('page-a', 'page-b', 'page-a', 'other-c'));

test('a log in good order has nothing to find, old versions and what nobody takes any more included', async (t) => {
  const verified = await verifyLog(await logOf('page-a', 'page-b', 'page-a', 'other-c'), [page]);
  t.match(verified, { events: 4, found: 0, findings: [] });
  t.strictSame(
    verified.hashes.all().map(({ stream, events }) => [stream, events]),
    [
      ['page-a', 2],
      ['page-b', 1],
      ['other-c', 1],
    ],
  );
});

for (const [what, change, problem] of [
  ['a revision that is missing', { revision: 2 }, 'it has revision 2 where 1 is due'],
  ['a position that goes back', { position: 1n }, 'its position 1 does not follow 2'],
  ['data that its schema does not describe', { data: { stream: 7, length: 1 } }, /^its data is not as it should be: stream: /],
  ['an event of a newer program', { version: 3 }, /version 3; this program knows it up to 2/],
  [
    'data that no upcast can bring up',
    { data: { stream: 'page-a', length: 99 } },
    'it cannot be brought up from version 1: 99 has no half',
  ],
] as const)
  test(`${what} is found, and where`, async (t) => {
    const events = (await good()).map((event, index) => (index === 2 ? { ...event, ...change } : event));
    t.match(await verifyLog(logWith(events), [page]), { events: 4, found: 1, findings: [{ number: 3, event: events[2], problem }] });
  });

test('hashes tell streams apart, and orders of the log', async (t) => {
  const events = await good();
  const [a, b, ...rest] = events as [Recorded, Recorded, ...Recorded[]];
  const swapped = [{ ...b, position: 1n }, { ...a, position: 2n }, ...rest];
  const [one, other] = [await verifyLog(logWith(events), []), await verifyLog(logWith(swapped), [])];
  const sorted = (hashes: typeof one.hashes) => [...hashes.all()].sort((x, y) => (x.stream < y.stream ? -1 : 1));
  t.strictSame(sorted(one.hashes), sorted(other.hashes), 'the streams are the same');
  t.not(one.hashes.logHash(), other.hashes.logHash(), 'their order is not');
  const altered = events.map((event, index) => (index === 2 ? { ...event, data: { length: 7 } } : event));
  const changed = await verifyLog(logWith(altered), []);
  const differing = one.hashes.all().filter(({ hash }, index) => hash !== changed.hashes.all()[index]?.hash);
  t.strictSame(
    differing.map(({ stream }) => stream),
    ['page-a'],
  );
});
