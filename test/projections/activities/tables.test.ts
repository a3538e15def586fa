import { strict as assert } from 'node:assert';
import { test } from 'tap';
import { activities } from '../../../projections/activities/fold.ts';
import { activitiesLook } from '../../../projections/activities/look.ts';
import { pastsOf, statsOfRun } from '../../../projections/activities/progress.ts';
import { activityQueue } from '../../../projections/activity-queue/fold.ts';
import { processes } from '../../../projections/processes/fold.ts';
import * as a from '../../support/activities.ts';
import { inStream, recordedFrom, rowsAfter, type Happened } from '../../support/folding.ts';
import * as p from '../../support/processes.ts';
import { readSideAfter } from '../../support/read-models.ts';
import { recount, recountHistory, type Logged } from './recount.ts';

const numbers = (from: number, to: number): readonly number[] => Array.from({ length: to - from }, (_, n) => from + n);
const byKey = <Row extends { readonly id: string }>(rows: readonly Row[]): ReadonlyMap<string, Row> =>
  new Map(rows.map((row) => [row.id, row]));

/** 3,000 elements for two worker runs. */
const wholeQueue = (process: number, run: number) =>
  [0, 1, 2].map((part) => a.queued(process, run, numbers(part * 1000, (part + 1) * 1000), { versions: [0, 1], part }));

/** One in ten fails, one in ten is only begun, the others are processed. */
const worked = (process: number, version: number, elements: readonly number[], task = process) =>
  elements.flatMap((element) => {
    const work = { process, version, element, claim: a.claimOf(task) };
    if (element % 10 === 3) return [a.started(work), a.failed(work)];
    return element % 10 === 4 ? [a.started(work)] : [a.started(work), a.processed(work, 1000 + element)];
  });

/** A process over everything, another over a part of it, and the first once more. */
const log: readonly Happened[] = [
  ...inStream(`process-${a.processId(1)}`)(p.created({ processId: a.processId(1) }), p.started()),
  ...wholeQueue(1, 1),
  ...worked(1, 0, numbers(0, 300)),
  ...worked(1, 1, numbers(0, 100)),
  a.queued(2, 1, numbers(200, 700), { versions: [0] }),
  ...worked(2, 0, numbers(600, 650)),
  ...inStream(`process-${a.processId(1)}`)(p.retried(2)),
  ...wholeQueue(1, 2),
  ...worked(1, 0, numbers(1000, 1200), 3),
  ...inStream(`activityqueue-${a.processId(1)}-2`)({
    type: 'ActivityQueueSealed',
    data: { processId: a.processId(1), run: 2, parts: 3, elements: 3000 },
  }),
];

test('a queue of 3,000 elements for two worker runs, worked on, queued by another process and again: the tables are what a recount gives', async (t) => {
  const { db, current } = await readSideAfter(t, [activities, activityQueue, processes], ...log);
  const logged = recordedFrom(log) as unknown as readonly Logged[];

  const stats = byKey(await db.selectFrom('activityStats').selectAll().execute());
  assert.deepEqual(stats, recount(logged));
  assert.deepEqual(byKey(await db.selectFrom('activityHistory').selectAll().execute()), recountHistory(logged));

  const [first] = [...stats.values()].filter(({ workerRunId }) => workerRunId === a.keyOf(1, 0).workerRunId);
  const { run, queued = 0, started = 0, processed = 0, error = 0 } = first ?? {};
  assert.deepEqual([run, queued + started + processed + error], [2, 3000]);

  assert.deepEqual(byKey(await db.selectFrom('activities').selectAll().execute()), rowsAfter(activities, ...log));
  assert.deepEqual(byKey(await db.selectFrom('activityQueue').selectAll().execute()), rowsAfter(activityQueue, ...log));

  t.test('a place in the queue counts for the last run of a process whose queue is complete', async () => {
    const look = activitiesLook(current);
    const { workerRunId } = a.keyOf(1, 1);
    assert.deepEqual(await look.place(a.processId(1), workerRunId, a.elementId(2999)), { sealed: true, queued: true });
    assert.deepEqual(await look.place(a.processId(1), workerRunId, a.elementId(3000)), { sealed: true, queued: false });
    assert.deepEqual(await look.place(a.processId(2), a.keyOf(2, 0).workerRunId, a.elementId(200)), { sealed: false, queued: false });
  });

  t.test('statistics are those of the run asked for, the past that of the project and of everything', async () => {
    assert.equal((await statsOfRun(db, a.processId(1), 1)).size, 0);
    assert.equal((await statsOfRun(db, a.processId(1), 2)).size, 2);
    const pasts = await pastsOf(db, a.corpusId, [{ ...a.keyOf(1, 0), id: 'r' }]);
    const [project, everywhere] = pasts.get('r') ?? [];
    assert.ok(project && project.count > 0);
    assert.deepEqual(everywhere, project);
    assert.deepEqual((await pastsOf(db, p.corpusId, [{ ...a.keyOf(1, 0), id: 'r' }])).get('r'), [everywhere]);
  });
});
