import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { test } from 'tap';
import { RunBoard } from '../../../../application/reactors/runs/run-board.ts';
import { standing } from '../../../../domain/policies/process-state.ts';
import { taskStates } from '../../../../domain/task/states.ts';

/** Tasks in any states, each below earlier ones; not every combination can come about, and the board must bear them all. */
const runs = fc
  .array(fc.tuple(fc.constantFrom(...taskStates), fc.array(fc.nat(9), { maxLength: 3 })), { minLength: 1, maxLength: 10 })
  .map((items) =>
    items.map(([state, picks], index) => {
      const parents = [...new Set(picks.filter((pick) => pick < index))].map(String);
      return { id: String(index), slug: `task ${index}`, state, parents, revision: 0 };
    }),
  );

test('the board of a run is settled exactly when the rule says that the run is finished', async () => {
  fc.assert(
    fc.property(runs, fc.boolean(), (tasks, reversed) => {
      const board = new RunBoard(reversed ? tasks.toReversed() : tasks);
      assert.equal(board.settled, standing(tasks, tasks.length).finished);
    }),
    { numRuns: 500 },
  );
});
