import { strict as assert } from 'node:assert';
import { test } from 'tap';
import { retryProcess } from '../../../../domain/process/retry.ts';
import { requestStop } from '../../../../domain/process/request-stop.ts';
import { reportCompleted } from '../../../../domain/task/report-exit.ts';
import { reportStopped } from '../../../../domain/task/report-stopped.ts';
import { restartTask } from '../../../../domain/task/restart.ts';
import { Managers } from '../../../support/managers.ts';
import { correcting, ProcessBench, reading } from '../../../support/process-bench.ts';
import { processId } from '../../../support/processes.ts';
import { agent } from '../../../support/tasks.ts';

/** Both chunks can be read, one is: then somebody stops the process. */
const stopped = async () => {
  const bench = await ProcessBench.create();
  const managers = new Managers(bench);
  await bench.start(2);
  await managers.pump();
  await bench.complete('initialisation');
  await managers.pump();
  const term = await bench.take(`${reading}_1`);
  await bench.send(requestStop, processId, {});
  await managers.pump();
  return { bench, managers, pump: managers.pump, term };
};

test('what nobody has taken stops at once; the process ends when the holder of the rest confirms', async () => {
  const { bench, pump, term } = await stopped();
  assert.deepEqual((await bench.ofTask(`${reading}_1`)).at(-1), 'TaskStopRequested');
  assert.deepEqual((await bench.ofTask(`${reading}_2`)).slice(-2), ['TaskStopRequested', 'TaskStopped'], 'pending');
  for (const chunk of [1, 2]) assert.deepEqual(await bench.ofTask(`${correcting}_${chunk}`), ['TaskCreated', 'TaskStopped'], 'unscheduled');
  assert.deepEqual(await bench.ofProcess(), ['ProcessStarted', 'ProcessStopRequested']);

  await bench.send(reportStopped, bench.task(`${reading}_1`), { term }, agent);
  await pump();
  assert.deepEqual((await bench.ofProcess()).slice(2), ['ProcessFinished stopped']);
});

test('what completes while it is being stopped leads to nothing more', async () => {
  const { bench, pump, term } = await stopped();
  await bench.send(reportCompleted, bench.task(`${reading}_1`), { term, exitCode: 0 }, agent);
  await pump();
  assert.deepEqual(await bench.ofTask(`${correcting}_1`), ['TaskCreated', 'TaskStopped']);
  assert.deepEqual((await bench.ofProcess()).slice(2), ['ProcessFinished stopped']);
});

for (const [how, behind] of [
  ['by the same manager', null],
  ['by one that begins in the middle', 0],
  ['by one that hears of the stop again', 30],
] as const) {
  test(`tasks restarted while others are still being stopped are led on ${how}`, async () => {
    const { bench, managers, pump, term } = await stopped();
    await bench.send(restartTask, bench.task(`${reading}_2`), {});
    await bench.send(restartTask, bench.task(`${correcting}_2`), {});
    await pump();
    if (behind !== null) managers.killed(behind);
    await bench.complete(`${reading}_2`);
    await pump();
    assert.equal((await bench.ofTask(`${correcting}_2`)).at(-1), 'TaskQueued');
    await bench.complete(`${correcting}_2`);
    await bench.send(reportStopped, bench.task(`${reading}_1`), { term }, agent);
    await pump();
    assert.deepEqual((await bench.ofProcess()).slice(2), ['ProcessFinished stopped']);
  });
}

test('the stop of a run stops nothing of the next, though it is heard of again', async () => {
  const { bench, managers, pump, term } = await stopped();
  await bench.send(reportStopped, bench.task(`${reading}_1`), { term }, agent);
  await pump();
  const { checkpoint } = managers;
  await bench.send(retryProcess, processId, {});
  bench.run = 2;
  await pump();
  await managers.killed(Number(managers.checkpoint - checkpoint) + 12).pump();
  assert.deepEqual(await bench.ofTask('initialisation'), ['TaskCreated', 'TaskQueued']);
});

test('a finish that a restart overtook is taken back', async () => {
  const bench = await ProcessBench.create();
  const { pump } = new Managers(bench, { pageSize: 1 });
  await bench.start(1);
  await pump();
  await bench.fail('initialisation');
  await bench.send(restartTask, bench.task('initialisation'), {});
  await pump();
  assert.deepEqual(await bench.ofProcess(), ['ProcessStarted', 'ProcessFinished failed', 'ProcessReopened']);
  for (const slug of ['initialisation', reading, correcting]) {
    await bench.complete(slug);
    await pump();
  }
  assert.deepEqual((await bench.ofProcess()).at(-1), 'ProcessFinished completed');
});

test('a restart that completed while no manager was there opens and finishes the process anew', async () => {
  const bench = await ProcessBench.create();
  const managers = new Managers(bench);
  await bench.start(1);
  await managers.pump();
  await bench.complete('initialisation');
  await managers.pump();
  await bench.complete(reading);
  await managers.pump();
  await bench.fail(correcting);
  await managers.pump();
  await bench.send(restartTask, bench.task(correcting), {});
  await bench.complete(correcting);
  await managers.killed().pump();
  const states = ['ProcessStarted', 'ProcessFinished failed', 'ProcessReopened', 'ProcessFinished completed'];
  assert.deepEqual(await bench.ofProcess(), states);
});
