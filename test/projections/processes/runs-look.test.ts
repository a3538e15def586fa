import { test } from 'tap';
import { processes } from '../../../projections/processes/fold.ts';
import { runsLook } from '../../../projections/processes/runs-look.ts';
import { tasks } from '../../../projections/tasks/fold.ts';
import { inStream } from '../../support/folding.ts';
import * as p from '../../support/processes.ts';
import { tablesAfter } from '../../support/read-models.ts';
import * as a from '../../support/tasks.ts';

const draft = '9c0c0000-0000-4000-8000-0000000000dd';
const id = (n: number): string => `7a5c0000-0000-4000-8000-0000000000${String(n).padStart(2, '0')}`;
const task = (n: number, run: number, parents: string[] = []) =>
  inStream(`task-${id(n)}`)(a.created({ taskId: id(n), run, parents, depth: parents.length }));

test('what a process manager begins a run with', async (t) => {
  const look = runsLook(
    await tablesAfter(
      t,
      [processes, tasks],
      ...inStream(`process-${draft}`)(p.created({ processId: draft })),
      ...inStream(`process-${p.processId}`)(p.created(), p.added(), p.started(), p.finished(), p.retried()),
      ...task(1, 1),
      ...task(3, 2),
      ...task(2, 2, [id(3)]),
      ...inStream(`task-${id(3)}`)(a.queued()),
    ),
  );

  await t.test('the last run alone, with its tasks in the order in which they were made', async (t) => {
    t.strictSame(await look.lastRun(p.processId), {
      processId: p.processId,
      run: 2,
      taskCount: 2,
      generation: 0,
      finishedAt: null,
      tasks: [
        { id: id(3), parents: [], state: 'pending', revision: 1 },
        { id: id(2), parents: [id(3)], state: 'unscheduled', revision: 0 },
      ],
    });
  });
  await t.test('nothing for a draft, or for what is no process', async (t) => {
    t.strictSame([await look.lastRun(draft), await look.lastRun(id(1))], [null, null]);
  });
  await t.test('the process of a task', async (t) => {
    t.strictSame([await look.processOfTask(id(2)), await look.processOfTask(draft)], [p.processId, null]);
  });
});
