import { test } from 'tap';
import { corpora } from '../../../projections/corpora/fold.ts';
import { processes } from '../../../projections/processes/fold.ts';
import { processesLook } from '../../../projections/processes/look.ts';
import { readableProcesses, type ProcessFilter } from '../../../projections/processes/queries.ts';
import { countsOf } from '../../../projections/processes/state.ts';
import { tasks } from '../../../projections/tasks/fold.ts';
import type { CorpusEvent } from '../../../domain/corpus/events.ts';
import type { ProcessEvent } from '../../../domain/process/events.ts';
import type { TaskEvent } from '../../../domain/task/events.ts';
import { inStream } from '../../support/folding.ts';
import * as a from '../../support/processes.ts';
import { tablesAfter } from '../../support/read-models.ts';
import * as tk from '../../support/tasks.ts';

const draftId = '9c0c0000-0000-4000-8000-00000000000a';
const failedId = '9c0c0000-0000-4000-8000-00000000000b';
const foreignId = '0f0c0000-0000-4000-8000-00000000000c';
const openCorpus = 'c0c0c0c0-0000-4000-8000-0000000000aa';
const closedCorpus = 'c0c0c0c0-0000-4000-8000-0000000000bb';

const ofProcess = (id: string, ...events: readonly ProcessEvent[]) => inStream(`process-${id}`)(...events);
const ofTask = (id: string, ...events: readonly TaskEvent[]) => inStream(`task-${id}`)(...events);
const project = (corpusId: string, open: boolean) => {
  const made: CorpusEvent = { type: 'CorpusCreated', data: { corpusId, name: 'P', description: '', public: open, creatorId: 1 } };
  return inStream(`corpus-${corpusId}`)(made);
};
const done = '7a5c0000-0000-4000-8000-00000000000a';
const broken = '7a5c0000-0000-4000-8000-00000000000b';
const old = '7a5c0000-0000-4000-8000-00000000000c';

const history = [
  ...project(openCorpus, true),
  ...project(closedCorpus, false),
  ...ofProcess(draftId, a.created({ processId: draftId, name: 'Fraktur 50%', corpusId: openCorpus, creatorId: 7 })),
  ...ofProcess(failedId, a.created({ processId: failedId, corpusId: closedCorpus }), a.started()),
  ...ofTask(old, tk.created({ taskId: old, processId: failedId, run: 1 }), tk.queued(), tk.claimed(), tk.started(), tk.completed()),
  ...ofProcess(failedId, a.finished(), a.retried(), a.finished(2)),
  ...ofTask(done, tk.created({ taskId: done, processId: failedId, run: 2 }), tk.queued(), tk.claimed(), tk.started(), tk.completed()),
  ...ofTask(
    broken,
    tk.created({ taskId: broken, processId: failedId, run: 2, parents: [done] }),
    tk.queued(),
    tk.claimed(),
    tk.started(),
    tk.failed(),
  ),
  ...ofProcess(foreignId, a.created({ processId: foreignId, name: null, corpusId: closedCorpus }), a.started()),
];

test('processes on real tables', async (t) => {
  const db = await tablesAfter(t, [corpora, processes, tasks], ...history);
  const everything = { offset: 0, limit: 20 };
  const found = async (filter: ProcessFilter, readable: readonly string[] | 'all' = 'all') =>
    (await readableProcesses(db, readable, filter, everything)).rows.map(({ id }) => id);

  await t.test('are listed newest first, page by page', async (t) => {
    t.strictSame(await found({}), [foreignId, failedId, draftId]);
    const page = await readableProcesses(db, 'all', {}, { offset: 1, limit: 1 });
    t.strictSame([page.count, page.rows.map(({ id }) => id)], [3, [failedId]]);
  });
  await t.test('are seen in public projects and those of the reader', async (t) => {
    t.strictSame(await found({}, []), [draftId]);
    t.strictSame(await found({}, [closedCorpus]), [foreignId, failedId, draftId]);
  });
  await t.test('are found by the state of their last run', async (t) => {
    t.strictSame(await found({ states: ['failed'] }), [failedId]);
    t.strictSame(await found({ states: ['unscheduled', 'completed'] }), [foreignId, draftId]);
    const counts = (await countsOf(db, [{ id: failedId }, { id: draftId }])).get(failedId);
    t.match(counts, { completed: 1, failed: 1, running: 0 });
  });
  await t.test('are found by part of the name, or the beginning of the id', async (t) => {
    t.strictSame(await found({ name: 'fraktur' }), [draftId]);
    t.strictSame(await found({ name: '0%' }), [draftId]);
    t.strictSame(await found({ name: '0F0C' }), [foreignId]);
    t.strictSame(await found({ name: 'c0000-0000' }), [], 'not by the middle of the id');
  });
  await t.test('are found by project, mode, id, creator, start and end', async (t) => {
    t.strictSame(await found({ corpusId: openCorpus }), [draftId]);
    t.strictSame(await found({ modes: ['dataset'] }), []);
    t.strictSame(await found({ modes: ['workers'], id: failedId }), [failedId]);
    t.strictSame(await found({ creatorId: 7 }), [draftId]);
    t.strictSame(await found({ started: false }), [draftId]);
    t.strictSame(await found({ started: true, finished: false }), [foreignId]);
    t.strictSame(await found({ finished: true }), [failedId]);
  });
  await t.test('tell decisions their last run and the states of their tasks', async (t) => {
    const look = processesLook(db);
    t.equal(await look.lastRun(failedId), 2);
    t.equal(await look.lastRun(draftId), 0);
    t.equal(await look.lastRun(openCorpus), null);
    t.strictSame(
      await look.taskStates([done, broken, openCorpus]),
      new Map([
        [done, 'completed'],
        [broken, 'failed'],
      ]),
    );
    t.strictSame(await look.taskStates([]), new Map());
  });
});
