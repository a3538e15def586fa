import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { test } from 'tap';
import { RunBoard } from '../../../../application/reactors/runs/run-board.ts';
import type { Recorded } from '../../../../domain/kernel/event.ts';
import { standing, type TaskInRun } from '../../../../domain/policies/process-state.ts';
import type { TaskEvent } from '../../../../domain/task/events.ts';
import { isFinal, type TaskState } from '../../../../domain/task/states.ts';
import { task } from '../../../../domain/task/state.ts';
import { recordedFrom } from '../../../support/folding.ts';
import { taskHistories, type TaskOfRun } from '../../../support/task-lives.ts';

type Log = readonly Recorded<TaskEvent>[];
type Row = TaskInRun & { readonly revision: number };

/** The tasks as their streams alone make them: the slow and simple model of the board. */
function rowsOf(tasks: readonly TaskOfRun[], log: Log): readonly Row[] {
  return tasks.flatMap(({ id, parents }) => {
    const own = log.filter(({ stream }) => stream === `task-${id}`);
    const state: TaskState = own.reduce((now, event) => task.evolve(now, event, event.time), task.initial).state;
    return own.length === 0 ? [] : [{ id, parents, state, revision: own.length - 1 }];
  });
}

const readyOf = (rows: readonly Row[]): readonly string[] =>
  rows
    .filter(
      ({ state, parents }) =>
        state === 'unscheduled' && parents.every((id) => rows.some((row) => row.id === id && row.state === 'completed')),
    )
    .map(({ id }) => id);

function agrees(board: RunBoard, tasks: readonly TaskOfRun[], log: Log): void {
  const rows = rowsOf(tasks, log);
  const { counts, finished } = standing(rows, tasks.length);
  assert.deepEqual(board.counts(), counts);
  assert.equal(board.size, rows.length);
  assert.deepEqual([...board.ready()].sort(), [...readyOf(rows)].sort());
  assert.deepEqual(
    [...board.notFinal()].sort(),
    rows
      .filter(({ state }) => !isFinal(state))
      .map(({ id }) => id)
      .sort(),
  );
  if (rows.length === tasks.length) {
    assert.equal(board.settled, finished);
    assert.equal(board.underWay() === null, finished);
  }
}

test('after every event the board says what the streams of its tasks say', async () => {
  fc.assert(
    fc.property(taskHistories, ({ tasks, history }) => {
      const board = new RunBoard();
      const log = recordedFrom(history);
      log.forEach((event, index) => {
        board.apply(event);
        agrees(board, tasks, log.slice(0, index + 1));
      });
    }),
  );
});

test('begun from rows at any point, it bears the events that the rows already held, and all of them twice', async () => {
  fc.assert(
    fc.property(taskHistories, fc.nat(60), fc.nat(60), ({ tasks, history }, split, behind) => {
      const log = recordedFrom(history);
      const board = new RunBoard(rowsOf(tasks, log.slice(0, split)));
      for (const event of [...log.slice(Math.max(0, split - behind)), ...log]) board.apply(event);
      agrees(board, tasks, log);
    }),
  );
});

test('what an event makes ready is the task itself or a child of it', async () => {
  fc.assert(
    fc.property(taskHistories, ({ history }) => {
      const board = new RunBoard();
      for (const event of recordedFrom(history)) {
        const before = new Set(board.ready());
        board.apply(event);
        const fresh = board.ready().filter((id) => !before.has(id));
        assert.ok(fresh.every((id) => board.ready(event.stream.slice('task-'.length)).includes(id)));
      }
    }),
  );
});
