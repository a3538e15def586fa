import { test } from 'tap';
import type { TaskEvent } from '../../../domain/task/events.ts';
import { artifactId } from '../../../domain/task/add-artifact.ts';
import { artifacts } from '../../../projections/artifacts/fold.ts';
import { artifactsOfTask, oneArtifact } from '../../../projections/artifacts/queries.ts';
import { tasks } from '../../../projections/tasks/fold.ts';
import { agentWorksFor, isParentForAgent, oneTask, tasksOfProcesses } from '../../../projections/tasks/queries.ts';
import { inStream } from '../../support/folding.ts';
import { tablesAfter } from '../../support/read-models.ts';
import * as a from '../../support/tasks.ts';

const parent = '7a5c0000-0000-4000-8000-0000000000aa';
const second = '7a5c0000-0000-4000-8000-0000000000bb';
const file = (path: string): TaskEvent => ({
  type: 'ArtifactAdded',
  data: { artifactId: artifactId(a.taskId, path), path, size: 5_000_000_000, contentType: 'text/plain', attempt: 1, term: 1 },
});
const ofTask = (id: string, ...events: readonly TaskEvent[]) => inStream(`task-${id}`)(...events);
const chunk = (n: number) => ({ chunk: n, chunks: 2, parents: [parent] });

test('tasks on real tables', async (t) => {
  const db = await tablesAfter(
    t,
    [tasks, artifacts],
    ...ofTask(second, a.created({ taskId: second, ...chunk(2) })),
    ...ofTask(a.taskId, a.created({ ...chunk(1), env: { A: 'b' } }), a.queued(), a.claimed(), a.started(), file('b.txt'), file('a/c.txt')),
    ...ofTask(parent, a.created({ taskId: parent, depth: 0, kind: 'step', step: 'initialisation', workerRunId: null })),
  );

  await t.test('are listed by depth, worker run and chunk', async (t) => {
    t.strictSame(
      (await tasksOfProcesses(db, [a.processId])).map(({ id }) => id),
      [parent, a.taskId, second],
    );
    t.strictSame(await tasksOfProcesses(db, []), []);
  });
  await t.test('come back as they were folded', async (t) => {
    t.match(await oneTask(db, a.taskId), { state: 'running', env: { A: 'b' }, parents: [parent], needs: a.needs, agentId: a.agentId });
    t.equal(await oneTask(db, a.processId), undefined);
  });
  await t.test('say for which processes an agent works, and whose children it holds', async (t) => {
    t.equal(await agentWorksFor(db, a.agentId, a.processId), true);
    t.equal(await agentWorksFor(db, a.otherAgentId, a.processId), false);
    t.equal(await isParentForAgent(db, a.agentId, parent), true);
    t.equal(await isParentForAgent(db, a.agentId, a.taskId), false);
  });
  await t.test('show their artifacts by path', async (t) => {
    t.strictSame(
      (await artifactsOfTask(db, a.taskId)).map(({ path }) => path),
      ['a/c.txt', 'b.txt'],
    );
    t.equal((await oneArtifact(db, a.taskId, 'b.txt'))?.size, 5_000_000_000n);
    t.equal(await oneArtifact(db, a.taskId, 'nothing.txt'), undefined);
  });
});
