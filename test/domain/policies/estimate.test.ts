import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { test } from 'tap';
import { durationText } from '../../../domain/policies/durations.ts';
import { estimate, finishesKept, historyMean, type EstimatedRow, type RowTasks } from '../../../domain/policies/estimate.ts';

const instant = (text: string): number => Date.parse(`2026-03-02T${text}Z`);
const shown = (ms: number | null | undefined): string | null => (typeof ms === 'number' ? new Date(ms).toISOString().slice(11, 19) : null);
const now = instant('10:04:00');
const second = 1000;
const runs: RowTasks = { running: 2, notFinal: 2, begun: true, over: false };
const waits: RowTasks = { running: 0, notFinal: 2, begun: false, over: false };
const over: RowTasks = { running: 0, notFinal: 0, begun: true, over: true };

const row = (over: Partial<EstimatedRow> = {}): EstimatedRow => ({
  workerRunId: 'A',
  parents: [],
  queued: 0,
  started: 0,
  starts: [],
  finished: 0,
  finishes: [],
  firstStart: null,
  mean: null,
  historyMean: null,
  tasks: runs,
  ...over,
});
const of = (...rows: readonly EstimatedRow[]) => estimate({ running: true, rows }, now);

const a = row({ queued: 6, started: 2, finished: 12, firstStart: instant('10:00:00'), mean: 39 * second });
const b = row({ workerRunId: 'B', parents: ['A'], queued: 20, historyMean: 12 * second, tasks: waits });

test('the worked example: throughput of the first run, history of the second, which begins when the first is done', async () => {
  const { rows, completion, unknown } = of(a, b);
  assert.deepEqual([shown(rows.get('A')?.completion), rows.get('A')?.basis], ['10:06:40', 'throughput']);
  assert.deepEqual([shown(rows.get('B')?.completion), rows.get('B')?.basis], ['10:08:40', 'history']);
  assert.deepEqual([shown(completion), unknown], ['10:08:40', null]);
  assert.equal(durationText((rows.get('A')?.completion ?? 0) - now), '2 minutes, 40 seconds');
  assert.equal(durationText((rows.get('B')?.completion ?? 0) - now), '4 minutes, 40 seconds');
});

test('with few finishes the mean decides, and what is under way needs only the rest of it', async () => {
  const starts = [now - 10 * second, now - 20 * second];
  const { rows, completion } = of(row({ queued: 15, started: 2, starts, finished: 3, mean: 32 * second }));
  assert.deepEqual([shown(completion), rows.get('A')?.basis], ['10:08:17', 'mean']);
  assert.equal(durationText((completion ?? 0) - now), '4 minutes, 17 seconds');
});

test('without anything processed and without history nothing is known, and the row is named', async () => {
  const { rows, completion, unknown } = of(row({ queued: 3 }));
  assert.deepEqual([rows.get('A'), completion, unknown], [null, null, 'A']);
});

test('what is under way for longer than the mean counts as nearly done', async () => {
  assert.equal(of(row({ started: 1, starts: [now - 3_600_000], finished: 1, mean: second })).completion, now);
});

test('errors alone tell a throughput from the fifth, but never a mean', async () => {
  const errors = { queued: 4, firstStart: now - 10 * second };
  assert.equal(of(row({ ...errors, finished: 4 })).completion, null);
  assert.deepEqual(of(row({ ...errors, finished: 5 })).rows.get('A'), { completion: now + 8 * second, basis: 'throughput' });
  const neverStarted = row({ queued: 4, finished: 5, finishes: [now - second, now - 10 * second] });
  assert.equal(of(neverStarted).completion, now + 8 * second, 'without any start it counts from the earliest finish known');
});

test('throughput looks at the last fifty finishes, from the one before them', async () => {
  const finishes = Array.from({ length: finishesKept }, (_, n) => now - (n + 1) * second);
  const late = row({ queued: 10, finished: 1000, finishes, firstStart: now - 86_400_000 });
  const rate = 50 / (51 * second);
  assert.equal(of(late).completion, now + 10 / rate);
  const fewKnown = row({ ...late, finishes: finishes.slice(0, 11) });
  assert.equal(of(fewKnown).completion, now + 10 / (10 / (11 * second)), 'after failed elements were begun again, fewer are known');
});

test('a row in which nothing finishes any more drifts into the future', async () => {
  const later = estimate({ running: true, rows: [a] }, now + 240 * second);
  assert.equal((later.completion ?? 0) - (now + 240 * second), 320 * second);
});

test('an end beyond the year 9999 is unknown', async () => {
  const hardly = row({ queued: 1_000_000, finished: 5, firstStart: now - 10 * 365 * 86_400_000 });
  assert.deepEqual([of(hardly).completion, of(hardly).unknown], [null, 'A']);
});

test('finishes within one second count as one second', async () => {
  assert.equal(of(row({ queued: 10, finished: 5, firstStart: now })).completion, now + 2 * second);
});

test('nothing is foretold while the process does not run, or when a row has nothing left or no task that goes on', async () => {
  assert.deepEqual(estimate({ running: false, rows: [a, b] }, now), {
    rows: new Map([
      ['A', null],
      ['B', null],
    ]),
    completion: null,
    unknown: null,
  });
  assert.deepEqual(of(row({ finished: 20 })), { rows: new Map([['A', null]]), completion: null, unknown: null });
  assert.deepEqual(of({ ...a, tasks: over }), { rows: new Map([['A', null]]), completion: null, unknown: 'A' });
});

test('a parent with nothing left lets its child begin now; one that is unknown makes the child unknown', async () => {
  const done = row({ finished: 20 });
  assert.equal(shown(of(done, b).completion), '10:06:00');
  const { rows, completion, unknown } = of(row({ queued: 1, tasks: waits }), b);
  assert.deepEqual([rows.get('B'), completion, unknown], [null, null, 'A']);
});

test('a row whose tasks have begun does not wait for its parents', async () => {
  const begun = { ...b, tasks: runs };
  assert.equal(shown(of(a, begun).rows.get('B')?.completion), '10:06:00');
  assert.equal(shown(of(row({ queued: 1 }), begun).rows.get('B')?.completion), '10:06:00', 'whether they are known or not');
});

test('a row begins when the last of its parents is done', async () => {
  const slow = row({ ...a, workerRunId: 'S', queued: 14 });
  const child = { ...b, parents: ['A', 'S'] };
  assert.equal(shown(of(a, slow, child).rows.get('B')?.completion), '10:11:20');
});

test('tasks that run share the work, else those that will, and at least one does', async () => {
  const byMean = (tasks: RowTasks) => of(row({ queued: 12, finished: 1, mean: second, tasks })).completion ?? 0;
  assert.deepEqual(
    [
      byMean({ ...runs, running: 3, notFinal: 4 }),
      byMean({ ...runs, running: 0, notFinal: 4 }),
      byMean({ ...runs, running: 0, notFinal: 0 }),
    ],
    [now + 4 * second, now + 3 * second, now + 12 * second],
  );
});

test('the past counts from five durations, the nearest first', async () => {
  const past = (count: number, mean: number) => ({ count, total: count * mean });
  assert.equal(historyMean(past(5, 2), past(90, 7)), 2);
  assert.equal(historyMean(past(4, 2), past(5, 7)), 7);
  assert.equal(historyMean(past(4, 2), past(4, 7)), null);
  assert.equal(historyMean(), null);
});

const anyRow = (index: number): fc.Arbitrary<EstimatedRow> =>
  fc
    .record({
      queued: fc.nat(1000),
      ages: fc.array(fc.nat(1_000_000), { maxLength: 20 }),
      finished: fc.nat(100),
      finishAges: fc.array(fc.nat(1_000_000), { maxLength: finishesKept }),
      firstAge: fc.option(fc.nat(10_000_000)),
      mean: fc.option(fc.integer({ min: 1, max: 1_000_000 })),
      historyMean: fc.option(fc.integer({ min: 1, max: 1_000_000 })),
      tasks: fc.record({ running: fc.nat(5), notFinal: fc.nat(5), begun: fc.boolean(), over: fc.boolean() }),
      parents: fc.subarray(Array.from({ length: index }, (_, n) => String(n))),
    })
    .map(({ ages, finishAges, firstAge, ...rest }) => ({
      ...rest,
      workerRunId: String(index),
      started: ages.length,
      starts: ages.map((age) => now - age),
      finishes: finishAges.sort((x, y) => x - y).map((age) => now - age),
      firstStart: firstAge === null ? null : now - firstAge,
    }));
const anyRows = fc.integer({ min: 1, max: 6 }).chain((count) => fc.tuple(...Array.from({ length: count }, (_, n) => anyRow(n))));

test('for any process: estimates lie ahead, follow the parents, and the process ends with its last row', async () => {
  fc.assert(
    fc.property(anyRows, (rows) => {
      const found = of(...rows);
      for (const one of rows) {
        const mine = found.rows.get(one.workerRunId);
        if (one.queued + one.started === 0 || one.tasks.over) assert.equal(mine, null);
        if (!mine) continue;
        assert.ok(Number.isFinite(mine.completion) && mine.completion >= now);
        const ends = one.tasks.begun ? [] : one.parents.map((id) => found.rows.get(id)?.completion ?? now);
        assert.ok(ends.every((end) => end <= mine.completion));
      }
      const open = rows.filter((one) => one.queued + one.started > 0).map((one) => found.rows.get(one.workerRunId) ?? null);
      const known = open.flatMap((one) => (one ? [one.completion] : []));
      assert.equal(found.completion, known.length === open.length && known.length > 0 ? Math.max(...known) : null);
      assert.equal(found.unknown === null, known.length === open.length);
    }),
  );
});

test('for any row: more left to do never ends earlier', async () => {
  fc.assert(
    fc.property(anyRow(0), fc.nat(100), (one, more) => {
      const before = of(one).completion;
      const after = of({ ...one, queued: one.queued + more }).completion;
      assert.ok(before === null || (after ?? -1) >= before);
    }),
  );
});
