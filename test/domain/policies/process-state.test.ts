import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { test } from 'tap';
import { blockedTasks, displayedState, standing, type TaskInRun } from '../../../domain/policies/process-state.ts';
import { isFinal, taskStates, type TaskState } from '../../../domain/task/states.ts';

/** Tasks in a row, each with the numbers of its parents. */
const tasks = (...given: readonly (readonly [TaskState, ...number[]])[]): TaskInRun[] =>
  given.map(([state, ...parents], index) => ({ id: String(index), state, parents: parents.map(String) }));

const table: readonly (readonly [string, TaskInRun[], TaskState, boolean])[] = [
  ['no task yet', [], 'unscheduled', false],
  ['completed, completed', tasks(['completed'], ['completed']), 'completed', true],
  ['failed, and its child unscheduled', tasks(['failed'], ['unscheduled', 0]), 'failed', true],
  ['failed, running', tasks(['failed'], ['running']), 'failed', false],
  ['error, its child unscheduled, completed', tasks(['error'], ['unscheduled', 0], ['completed']), 'error', true],
  ['completed, stopped, stopped', tasks(['completed'], ['stopped'], ['stopped']), 'stopped', true],
  ['completed, and unscheduled with all parents completed', tasks(['completed'], ['unscheduled', 0]), 'unscheduled', false],
  ['stopping, running', tasks(['stopping'], ['running']), 'stopping', false],
  ['a grandchild of a failed task', tasks(['failed'], ['unscheduled', 0], ['unscheduled', 1]), 'failed', true],
];

for (const [title, given, state, finished] of table) {
  test(`${title}: shows ${state}, ${finished ? 'finished' : 'not finished'}`, async () => {
    const found = standing(given, Math.max(given.length, 1));
    assert.deepEqual([found.state, found.finished, found.active], [state, finished, !finished]);
  });
}

test('a run is not finished before all its tasks exist', async () => {
  assert.equal(standing(tasks(['completed']), 2).finished, false);
});

test('a task that was restarted below a failed parent is not blocked by an earlier end', async () => {
  assert.deepEqual([...blockedTasks(tasks(['failed'], ['pending', 0], ['unscheduled', 1]))], []);
});

const graph = fc
  .array(fc.tuple(fc.constantFrom(...taskStates), fc.array(fc.nat(9), { maxLength: 3 })), { maxLength: 10 })
  .map((items) => tasks(...items.map(([state, parents], index) => [state, ...parents.filter((parent) => parent < index)] as const)));

test('the state shown is one of the tasks, and the only one when all agree', async () => {
  fc.assert(
    fc.property(graph, (given) => {
      const shown = standing(given, given.length).state;
      assert.ok(given.length === 0 ? shown === 'unscheduled' : given.some(({ state }) => state === shown));
    }),
  );
  for (const state of taskStates) assert.equal(displayedState({ [state]: 3 }), state);
});

test('a task is blocked exactly when it is unscheduled below a bad end or a blocked parent', async () => {
  fc.assert(
    fc.property(graph, (given) => {
      const blocked = blockedTasks(given);
      const bad = (id: string) =>
        blocked.has(id) || given.some((task) => task.id === id && isFinal(task.state) && task.state !== 'completed');
      for (const task of given) assert.equal(blocked.has(task.id), task.state === 'unscheduled' && task.parents.some(bad));
    }),
  );
});
