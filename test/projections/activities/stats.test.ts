import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { test } from 'tap';
import { meanOf } from '../../../domain/policies/duration-summary.ts';
import { finishesKept } from '../../../domain/policies/estimate.ts';
import { activities } from '../../../projections/activities/fold.ts';
import { activityHistory, historyId } from '../../../projections/activities/history.ts';
import { activityStats } from '../../../projections/activities/stats.ts';
import { statsId } from '../../../projections/activities/stats-row.ts';
import {
  claimOf,
  corpusId,
  failed,
  keyOf,
  processed,
  processId,
  queued,
  started,
  type ActivityHappened,
} from '../../support/activities.ts';
import { recordedFrom, rollupAfter, rowsAfter, second } from '../../support/folding.ts';
import { legalHistories } from './legal-histories.ts';
import { recount, recountHistory } from './recount.ts';

const table = (...log: readonly ActivityHappened[]) => rollupAfter(activities, activityStats, ...log);
const stats = (process: number, log: readonly ActivityHappened[], version = 0) => {
  const row = table(...log).get(statsId({ processId: processId(process), workerRunId: keyOf(process, version).workerRunId }));
  assert.ok(row);
  return row;
};
const counts = (process: number, ...log: readonly ActivityHappened[]) => {
  const { queued: q, started: s, processed: p, error: e } = stats(process, log);
  return [q, s, p, e];
};

test('elements are counted by the state of their activity', async () => {
  const log = [queued(1, 1, [1, 2, 3, 4]), started({ process: 1, element: 1 }), started({ process: 1, element: 2 })];
  assert.deepEqual(counts(1, ...log), [2, 2, 0, 0]);
  assert.deepEqual(counts(1, ...log, processed({ process: 1, element: 1 }), failed({ process: 1, element: 2 })), [2, 0, 1, 1]);
});

test('each worker run of a process has its own row', async () => {
  const log = [queued(1, 1, [1, 2], { versions: [0, 1] }), started({ process: 1, element: 1, version: 1 })];
  assert.equal(table(...log).size, 2);
  assert.deepEqual([stats(1, log, 0).queued, stats(1, log, 1).queued, stats(1, log, 1).started], [2, 1, 1]);
});

test('a listing that is made again by a restarted step counts once', async () => {
  assert.deepEqual(counts(1, queued(1, 1, [1, 2]), queued(1, 1, [2, 1]), queued(1, 1, [3], { part: 1 })), [3, 0, 0, 0]);
});

test('durations are those of what this process processed; errors have none', async () => {
  const log = [30, 32, 34].flatMap((s, element) => [started({ process: 1, element }), processed({ process: 1, element }, s * 1000)]);
  const row = stats(1, [queued(1, 1, [0, 1, 2, 3]), ...log, failed({ process: 1, element: 3 }, 1)]);
  const { min, max, total } = row.durations;
  assert.deepEqual([min, max, total, meanOf(row.durations)], [30_000, 34_000, 96_000, 32_000]);
  assert.equal(row.finished, 4);
});

test('what another process processed counts as processed, and for nothing else', async () => {
  const other = [queued(2, 1, [1]), started({ process: 2, element: 1 }), processed({ process: 2, element: 1 })];
  const log = [queued(1, 1, [1, 2]), ...other];
  assert.deepEqual(counts(1, ...log), [1, 0, 1, 0]);
  assert.deepEqual([stats(1, log).finished, stats(1, log).durations.count, stats(1, log).firstStart], [0, 0, null]);
  assert.deepEqual([stats(2, log).finished, stats(2, log).durations.count], [1, 1]);
});

test('a new run begins anew: what is processed stays so, what is in error is queued again, the sums are empty', async () => {
  const first = [
    queued(1, 1, [1, 2, 3]),
    started({ process: 1, element: 1 }),
    processed({ process: 1, element: 1 }),
    started({ process: 1, element: 2 }),
    failed({ process: 1, element: 2 }),
    started({ process: 1, element: 3 }),
  ];
  const again = stats(1, [...first, queued(1, 2, [1, 2, 3])]);
  assert.deepEqual([again.run, again.queued, again.started, again.processed, again.error], [2, 1, 1, 1, 0]);
  assert.deepEqual([again.finished, again.finishes, again.durations.count, again.firstStart], [0, [], 0, null]);
  assert.deepEqual(again.starts, [second(5).getTime()], 'what an earlier run left started is still under way');
  const next = stats(1, [...first, queued(1, 2, [1, 2, 3]), started({ process: 1, element: 2, claim: claimOf(2) })]);
  assert.deepEqual(next.firstStart, second(7));
});

test('elements that a later run did not queue are no part of its counts, whatever becomes of them', async () => {
  const other = [queued(2, 1, [2]), started({ process: 2, element: 2 })];
  assert.deepEqual(counts(1, queued(1, 1, [1, 2]), queued(1, 2, [1]), ...other), [1, 0, 0, 0]);
});

test('a failed element that is begun again takes its finish back', async () => {
  const log = [queued(1, 1, [1]), started({ process: 1, element: 1 }), failed({ process: 1, element: 1 })];
  assert.deepEqual([stats(1, log).finished, stats(1, log).finishes], [1, [second(2).getTime()]]);
  const again = stats(1, [...log, started({ process: 1, element: 1, claim: claimOf(2) })]);
  assert.deepEqual([again.finished, again.finishes, again.starts], [0, [], [second(3).getTime()]]);
  assert.deepEqual(again.firstStart, second(1));
});

test('of many finishes the latest are kept, newest first', async () => {
  const all = Array.from({ length: 60 }, (_, n) => n);
  const log = [queued(1, 1, all), ...all.flatMap((element) => [started({ process: 1, element }), processed({ process: 1, element })])];
  const { finishes, finished } = stats(1, log);
  assert.deepEqual([finishes.length, finished], [finishesKept, 60]);
  assert.deepEqual([finishes[0], finishes.at(-1)], [second(120).getTime(), second(20).getTime()]);
});

test('a queue that takes in what stands elsewhere touches only its own row', async () => {
  const member = (process: number) => ({ processId: processId(process), workerRunId: keyOf(process, 0).workerRunId, run: 1 });
  const [before] = rowsAfter(activities, queued(1, 1, [1])).values();
  assert.ok(before);
  const after = { ...before, members: [...before.members, member(2)] };
  assert.deepEqual(activityStats.keys(before, after), [statsId(member(2))]);
  assert.deepEqual(activityStats.keys(before, { ...after, state: 'started' }), [statsId(member(1)), statsId(member(2))]);
});

test('after any history the statistics are what a count of the whole log gives', async () => {
  fc.assert(
    fc.property(legalHistories, (log) => assert.deepEqual(table(...log), recount(recordedFrom(log)))),
    { numRuns: 300 },
  );
});

test('the past of a worker is known per project and everywhere', async () => {
  const log = [1, 2].flatMap((element) => [started({ process: 1, element }), processed({ process: 1, element }, element * 1000)]);
  const past = rollupAfter(activities, activityHistory, queued(1, 1, [1, 2]), ...log);
  const sums = { count: 2, total: 3000 };
  const { workerRunId: _, ...worker } = keyOf(1, 0);
  for (const place of [corpusId, null]) {
    const id = historyId(place, worker);
    assert.deepEqual(past.get(id), { id, corpusId: place, ...worker, ...sums });
  }
});

test('after any history the past is what a count of the whole log gives', async () => {
  fc.assert(
    fc.property(legalHistories, (log) =>
      assert.deepEqual(rollupAfter(activities, activityHistory, ...log), recountHistory(recordedFrom(log))),
    ),
  );
});
