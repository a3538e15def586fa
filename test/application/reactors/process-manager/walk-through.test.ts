import { strict as assert } from 'node:assert';
import { test } from 'tap';
import { restartTask } from '../../../../domain/task/restart.ts';
import { retryProcess } from '../../../../domain/process/retry.ts';
import { Managers } from '../../../support/managers.ts';
import { correcting, ProcessBench, reading } from '../../../support/process-bench.ts';
import { processId } from '../../../support/processes.ts';

const begun = async () => {
  const bench = await ProcessBench.create();
  const { pump } = new Managers(bench);
  await bench.start(2);
  await pump();
  return { bench, pump };
};

test('a start makes the tasks of the recipe, and queues what waits for nobody', async () => {
  const { bench } = await begun();
  assert.deepEqual(await bench.ofTask('initialisation'), ['TaskCreated', 'TaskQueued']);
  for (const slug of [`${reading}_1`, `${reading}_2`, `${correcting}_1`, `${correcting}_2`])
    assert.deepEqual(await bench.ofTask(slug), ['TaskCreated']);
});

test('a task is queued as soon as its own parents are completed, and the process finishes with the last', async () => {
  const { bench, pump } = await begun();
  await bench.complete('initialisation');
  await pump();
  await bench.complete(`${reading}_1`);
  await pump();
  assert.deepEqual((await bench.ofTask(`${correcting}_1`)).at(-1), 'TaskQueued', 'while the other chunk is still being read');
  assert.deepEqual((await bench.ofTask(`${correcting}_2`)).at(-1), 'TaskCreated');
  await bench.complete(`${reading}_2`, `${correcting}_1`);
  await pump();
  assert.deepEqual(await bench.ofProcess(), ['ProcessStarted']);
  await bench.complete(`${correcting}_2`);
  await pump();
  assert.deepEqual(await bench.ofProcess(), ['ProcessStarted', 'ProcessFinished completed']);
});

/** The first chunk fails, the second completes. */
const failed = async () => {
  const { bench, pump } = await begun();
  await bench.complete('initialisation');
  await pump();
  await bench.fail(`${reading}_1`);
  await bench.complete(`${reading}_2`);
  await pump();
  await bench.complete(`${correcting}_2`);
  await pump();
  return { bench, pump };
};

test('a process finishes although a task waits for ever for one that failed', async () => {
  const { bench } = await failed();
  assert.deepEqual(await bench.ofProcess(), ['ProcessStarted', 'ProcessFinished failed']);
  const finished = (await bench.store.readStream(`process-${processId}`)).at(-1);
  assert.deepEqual((finished?.data as { tasks: unknown }).tasks, { completed: 3, failed: 1, unscheduled: 1 });
});

test('a restart in place opens it again; it goes on with what waited, and finishes anew', async () => {
  const { bench, pump } = await failed();
  await bench.send(restartTask, bench.task(`${reading}_1`), {});
  await pump();
  assert.deepEqual((await bench.ofProcess()).slice(1), ['ProcessFinished failed', 'ProcessReopened']);
  await bench.complete(`${reading}_1`);
  await pump();
  await bench.complete(`${correcting}_1`);
  await pump();
  assert.deepEqual((await bench.ofProcess()).slice(2), ['ProcessReopened', 'ProcessFinished completed']);
  const generations = (await bench.store.readStream(`process-${processId}`))
    .slice(4)
    .map(({ data }) => (data as { generation: number }).generation);
  assert.deepEqual(generations, [0, 1, 1]);
});

test('a retry makes new tasks, and the process stands as its last run does', async () => {
  const { bench, pump } = await failed();
  await bench.send(retryProcess, processId, {});
  bench.run = 2;
  await pump();
  assert.deepEqual(await bench.ofTask('initialisation'), ['TaskCreated', 'TaskQueued']);
  for (const slugs of [['initialisation'], [`${reading}_1`, `${reading}_2`], [`${correcting}_1`, `${correcting}_2`]]) {
    await bench.complete(...slugs);
    await pump();
  }
  assert.deepEqual((await bench.ofProcess()).slice(2), ['ProcessRetried', 'ProcessFinished completed']);
});
