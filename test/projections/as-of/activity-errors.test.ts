import fc from 'fast-check';
import { test } from 'tap';
import { queuedPart, type ActivitiesQueued } from '../../../projections/activity-queue/queued-part.ts';
import { activities } from '../../../projections/activities/fold.ts';
import { activityErrorsAsOf } from '../../../projections/as-of/activity-errors.ts';
import { upTo, type Moment } from '../../../projections/as-of/moment.ts';
import { foldAll } from '../../../projections/engine/projection.ts';
import type { Recorded } from '../../../domain/kernel/event.ts';
import * as a from '../../support/activities.ts';
import { recordedFrom } from '../../support/folding.ts';

/** Two processes that queue the same three elements for the same two workers, again and again. */
const [elements, versions] = [
  [0, 1, 2],
  [0, 1],
] as const;

const stateOf = (id: string, history: readonly Recorded[]) => foldAll(activities, id, null, history);

/** The log, and the read model at its end, with what is asked of them counted. */
function past(happened: readonly a.ActivityHappened[]) {
  const history = recordedFrom(happened);
  const read = { streams: new Map<string, number>() };
  return {
    history,
    read,
    deps: {
      log: {
        async readStream(stream: string) {
          read.streams.set(stream, (read.streams.get(stream) ?? 0) + 1);
          return history.filter((recorded) => recorded.stream === stream);
        },
      },
      today: async (some: readonly string[]) => some.flatMap((id) => stateOf(id, history) ?? []),
    },
  };
}

/** What the read models showed then, from the first event on. */
function shownThen(history: readonly Recorded[], process: number, run: number, moment: Moment): number | null {
  const before = upTo(history, moment);
  const queues = before.filter(
    ({ type, stream }) => type === 'ActivitiesQueued' && stream === `activityqueue-${a.processId(process)}-${run}`,
  );
  const queued = new Set(queues.flatMap(({ data }) => [...queuedPart(data as ActivitiesQueued).byActivity.keys()]));
  return queued.size === 0 ? null : [...queued].filter((id) => stateOf(id, before)?.state === 'error').length;
}

const work = fc.record({ process: fc.nat(1), element: fc.constantFrom(...elements), version: fc.constantFrom(...versions) });
const report = fc.tuple(fc.constantFrom(a.started, a.processed, a.failed, a.failed), work).map(([make, of]) => make(of));
const listing = fc.record({ process: fc.nat(1), run: fc.integer({ min: 1, max: 3 }), some: fc.subarray([...elements], { minLength: 1 }) });
const step = fc.oneof(
  { weight: 4, arbitrary: report },
  { weight: 1, arbitrary: listing.map(({ process, run, some }) => a.queued(process, run, some, { versions: [...versions] })) },
);

test('given any history of activities that two processes share, then their errors at any position are those that were shown then', async (t) => {
  const whole = a.queued(0, 1, elements, { versions });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async (happened) => {
      const { history, deps } = past([whole, ...happened]);
      for (const { position } of history)
        for (const process of [0, 1])
          for (const run of [1, 2, 3]) {
            const found = await activityErrorsAsOf(deps, { id: a.processId(process), run }, { position });
            if (found !== shownThen(history, process, run, { position })) return false;
          }
      return true;
    }),
    { numRuns: 40 },
  );
  t.end();
});

test('given what has not changed since, then its streams are not read', async (t) => {
  const { history, deps, read } = past([
    a.queued(0, 1, [0, 1]),
    a.failed({ process: 0, element: 0 }),
    a.failed({ process: 0, element: 1 }),
    a.started({ process: 0, element: 1 }),
  ]);
  t.equal(await activityErrorsAsOf(deps, { id: a.processId(0), run: 1 }, { position: history[2]!.position }), 2);
  t.equal(read.streams.has(`activity-${a.idOf(0, 0)}`), false);
  t.equal(read.streams.has(`activity-${a.idOf(1, 0)}`), true);
  t.equal(await activityErrorsAsOf(deps, { id: a.processId(0), run: 1 }, { instant: history.at(-1)!.time }), 1);
});

test('given a process of which too much has changed since, then nothing is said instead of reading it all', async (t) => {
  const many = Array.from({ length: 1001 }, (_, element) => element);
  const { history, deps } = past([
    a.queued(0, 1, many.slice(0, 1000)),
    a.queued(0, 1, many.slice(1000), { part: 1 }),
    ...many.map((element) => a.started({ process: 0, element })),
  ]);
  const process = { id: a.processId(0), run: 1 };
  const today = async (some: readonly string[]) =>
    some.map((id) => ({ id, state: 'started' as const, members: [], position: history.at(-1)!.position, updated: new Date() }));
  t.equal(await activityErrorsAsOf({ ...deps, today }, process, { position: history[1]!.position }), null);
});
