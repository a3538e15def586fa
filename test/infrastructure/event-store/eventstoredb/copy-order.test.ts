import { test, type Test } from 'tap';
import { AppendInOrder } from '../../../../application/log/copy/append-in-order.ts';
import { CopyDiffers, copyLog, NoBeginning, type Copied } from '../../../../application/log/copy/copy-log.ts';
import { parseAddress } from '../../../../infrastructure/event-store/eventstoredb/address.ts';
import { EventStoreDbEventStore } from '../../../../infrastructure/event-store/eventstoredb/eventstoredb-event-store.ts';
import { contentOf, goOn, logOf } from '../../../application/log/copy/logs.ts';
import { eventually } from '../../../support/eventually.ts';
import type { AppendFault } from '../../../support/eventstoredb/faults.ts';
import { StandIn } from '../../../support/eventstoredb/stand-in.ts';
import { ManualClock } from '../../../support/manual-clock.ts';

/** Sixteen events in twelve appends: what follows each other in one stream goes together. */
const streams = Array.from({ length: 12 }, (_, n) => `page-${n % 5}`).flatMap((stream, n) => (n % 3 === 0 ? [stream, stream] : [stream]));
const appends = 12;

/** A copy that has a beginning there, and goes on; each append begins a millisecond after the one before it. */
async function begunCopy(t: Test) {
  const standIn = await StandIn.open();
  const clock = new ManualClock();
  const store = new EventStoreDbEventStore(parseAddress(standIn.url), clock);
  t.teardown(async () => {
    await store.close();
    standIn.kill();
  });
  const into = new AppendInOrder(() => {
    const { append } = store.inOrder();
    return {
      append: (...given) => {
        clock.advance(1);
        return append(...given);
      },
    };
  });
  const from = await logOf('page-0', 'page-1');
  const copy = (): Promise<Copied> => copyLog({ from, to: store, into });
  await copy();
  await goOn(from, ...streams);
  /** Goes on; once the server has them all, the oldest append, which the fault befalls, is not answered in time. The others had longer. */
  const copyThrough = async (fault: AppendFault, whenGivenUp = (): void => undefined): Promise<Copied> => {
    const before = standIn.log.entries.length;
    standIn.faults.nextAppend(fault);
    const copying = copy();
    copying.catch(() => undefined);
    const lost = fault === 'lost' ? 4 : 0; // with those of its stream that come behind it
    const received = (): boolean => standIn.faults.heldBack === appends || standIn.log.entries.length === before + streams.length - lost;
    await eventually('the server has all appends', () => received() && clock.waits.length > 0);
    clock.advance(clock.waits[0]!);
    whenGivenUp();
    return copying;
  };
  return { standIn, store, from, copy, copyThrough };
}

test('given the oldest append of a copy gets no answer and is written late, with all behind it: the order of the log holds', async (t) => {
  const written = streams.length;
  for (const late of [0, 2, 3, 5, 6, 8, 16])
    await t.test(`written when ${late} events of what was sent again are there`, async (t) => {
      const { standIn, store, from, copyThrough } = await begunCopy(t);
      let there = 0;
      const writeLate = (): void => {
        if (there === late) standIn.faults.writeLate();
      };
      standIn.log.onAppend((entries) => {
        there += entries.length;
        writeLate();
      });

      const copied = await copyThrough('late', writeLate);
      standIn.faults.writeLate();

      t.match(copied, { found: 2, copied: written });
      t.strictSame(await contentOf(store), await contentOf(from));
    });
});

test('given it is written and only its answer lost, the copy goes on behind what is there', async (t) => {
  const { store, from, copyThrough } = await begunCopy(t);
  t.match(await copyThrough('unanswered'), { found: 2, copied: streams.length });
  t.strictSame(await contentOf(store), await contentOf(from));
});

test('given the server loses it and writes those behind it, the copy says that it is spoiled, the same time and the next', async (t) => {
  const { copy, copyThrough } = await begunCopy(t);
  await t.rejects(copyThrough('lost'), CopyDiffers);
  await t.rejects(copy(), NoBeginning);
});
