import { strict as assert } from 'node:assert';
import { test } from 'tap';
import { TaskDefinitions } from '../../../application/tasks/definition.ts';
import { naturalId, plannedTaskId } from '../../../domain/kernel/ids.ts';
import { MemoryEventStore } from '../../../infrastructure/event-store/memory/memory-event-store.ts';
import { happensIn } from '../../support/happens.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import * as a from '../../support/tasks.ts';

const listing = plannedTaskId(a.processId, 1, 'initialisation');
const parent = naturalId('parent');

const artifact = (path: string, size: number, term = 1) =>
  ({ type: 'ArtifactAdded', data: { artifactId: naturalId(path), path, size, contentType: 'text/plain', attempt: 1, term } }) as const;

/** A task below a worker task below the listing of the elements, claimed by an agent. */
async function tasks() {
  const store = new MemoryEventStore();
  const happens = happensIn(store, new ManualClock());
  await happens(`task-${listing}`, a.created({ taskId: listing, depth: 0, kind: 'step' }), artifact('elements.json', 812));
  await happens(`task-${parent}`, a.created({ taskId: parent, parents: [listing] }), artifact('db.sqlite', 0), artifact('db.sqlite', 9, 2));
  await happens(`task-${a.taskId}`, a.created({ depth: 2, parents: [parent] }), a.queued(), a.claimed());
  return { happens, definitions: new TaskDefinitions(store) };
}

test('who holds the claim gets the task, with the files of its parents and of the listing of the elements', async () => {
  const definition = await (await tasks()).definitions.of(a.taskId, a.agentId);
  assert.deepEqual([definition?.created.taskId, definition?.attempt, definition?.claim.term], [a.taskId, 1, 1]);
  assert.deepEqual(definition?.parents, [
    { id: parent, artifacts: [{ path: 'db.sqlite', size: 9 }] },
    { id: listing, artifacts: [{ path: 'elements.json', size: 812 }] },
  ]);
});

test('the listing is named once when it is a parent itself, and parents without files are named, too', async () => {
  const { happens, definitions } = await tasks();
  const [reader, empty] = [naturalId('reader'), naturalId('empty')];
  await happens(`task-${empty}`, a.created({ taskId: empty, parents: [listing] }));
  await happens(`task-${reader}`, a.created({ taskId: reader, parents: [listing, empty] }), a.queued(), a.claimed());
  const definition = await definitions.of(reader, a.agentId);
  assert.deepEqual(
    definition?.parents.map(({ id, artifacts }) => [id, artifacts.length]),
    [
      [listing, 1],
      [empty, 0],
    ],
  );
});

test('a task without parents has none, also where there is no listing', async () => {
  const { happens, definitions } = await tasks();
  const alone = naturalId('alone');
  await happens(`task-${alone}`, a.created({ taskId: alone, depth: 0 }), a.queued(), a.claimed());
  assert.deepEqual((await definitions.of(alone, a.agentId))?.parents, []);
  const odd = naturalId('odd');
  await happens(`task-${odd}`, a.created({ taskId: odd, run: 7, depth: 1, parents: [parent] }), a.queued(), a.claimed());
  assert.deepEqual(
    (await definitions.of(odd, a.agentId))?.parents.map(({ id }) => id),
    [parent],
  );
});

test('nobody else gets it: no other agent, nor its own once the claim is over', async () => {
  const { happens, definitions } = await tasks();
  assert.equal(await definitions.of(a.taskId, a.otherAgentId), null);
  assert.equal(await definitions.of(naturalId('unknown'), a.agentId), null);
  await happens(`task-${a.taskId}`, a.released());
  assert.equal(await definitions.of(a.taskId, a.agentId), null);
  await happens(`task-${a.taskId}`, a.claimed(2));
  assert.equal((await definitions.of(a.taskId, a.agentId))?.claim.term, 2);
});
