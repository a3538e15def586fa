import { strict as assert } from 'node:assert';
import { test } from 'tap';
import { rowTasks, type WorkingTask } from '../../../domain/policies/row-tasks.ts';

const step: WorkingTask = { id: 'i', state: 'completed', parents: [], workerRunId: null, begun: true };
const task = (id: string, state: WorkingTask['state'], over: Partial<WorkingTask> = {}): WorkingTask => ({
  ...{ id, state, parents: ['i'], workerRunId: 'A', begun: state !== 'pending' && state !== 'unscheduled' },
  ...over,
});

test('tasks are told per worker run; steps belong to none', async () => {
  const rows = rowTasks([
    step,
    task('a1', 'running'),
    task('a2', 'pending'),
    task('b1', 'unscheduled', { workerRunId: 'B', parents: ['a1'] }),
  ]);
  assert.deepEqual(
    [...rows],
    [
      ['A', { running: 1, notFinal: 2, begun: true, over: false }],
      ['B', { running: 0, notFinal: 1, begun: false, over: false }],
    ],
  );
});

test('a row is over when each of its tasks has ended or waits for one that ended badly', async () => {
  const child = task('b1', 'unscheduled', { workerRunId: 'B', parents: ['a1'] });
  assert.equal(rowTasks([step, task('a1', 'failed'), child]).get('B')?.over, true);
  assert.equal(rowTasks([step, task('a1', 'completed'), child]).get('B')?.over, false);
  assert.equal(rowTasks([{ ...step, state: 'error' }, task('a1', 'unscheduled'), child]).get('B')?.over, true);
  assert.equal(rowTasks([step, task('a1', 'completed'), task('a2', 'stopping')]).get('A')?.over, false);
});

test('a task that was restarted has begun', async () => {
  assert.equal(rowTasks([task('a1', 'pending', { begun: true })]).get('A')?.begun, true);
});
