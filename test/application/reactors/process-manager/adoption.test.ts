import { strict as assert } from 'node:assert';
import { test } from 'tap';
import { InlineReactions } from '../../../../application/reactors/process-manager/inline-reactions.ts';
import { Planner } from '../../../../application/reactors/process-manager/plan.ts';
import { adoptLateReport } from '../../../../domain/task/adopt-late-report.ts';
import { Managers } from '../../../support/managers.ts';
import { correcting, ProcessBench, reading } from '../../../support/process-bench.ts';
import { ada } from '../../../support/processes.ts';

/** A process that has finished in error, because the agent of its second step was lost and came back too late. */
async function lostAndFound() {
  const bench = await ProcessBench.create();
  const { pump } = new Managers(bench);
  await bench.start(1);
  await pump();
  await bench.complete('initialisation');
  await pump();
  const eventId = await bench.completeTooLate(reading);
  await pump();
  assert.equal((await bench.ofProcess()).at(-1), 'ProcessFinished error');
  return { bench, pump, eventId };
}

test('an adopted report opens its finished process again, and what waited for the task goes on', async () => {
  const { bench, pump, eventId } = await lostAndFound();
  await bench.send(adoptLateReport, bench.task(reading), { eventId });
  await pump();
  assert.deepEqual((await bench.ofTask(reading)).slice(-4), ['TaskErrored', 'LateReportRefused', 'LateReportAdopted', 'TaskCompleted']);
  assert.deepEqual(await bench.ofTask(correcting), ['TaskCreated', 'TaskQueued']);
  await bench.complete(correcting);
  await pump();
  assert.deepEqual((await bench.ofProcess()).slice(-3), ['ProcessFinished error', 'ProcessReopened', 'ProcessFinished completed']);
});

test('a report that is adopted in the last task finishes its process once more', async () => {
  const { bench, pump, eventId } = await lostAndFound();
  await bench.send(adoptLateReport, bench.task(reading), { eventId });
  await pump();
  const last = await bench.completeTooLate(correcting);
  await pump();
  await bench.send(adoptLateReport, bench.task(correcting), { eventId: last });
  await pump();
  assert.deepEqual((await bench.ofProcess()).slice(-3), ['ProcessFinished error', 'ProcessReopened', 'ProcessFinished completed']);
});

test('the answer to an adoption shows the process open again, and the same again changes nothing', async () => {
  const { bench, pump, eventId } = await lostAndFound();
  const inline = new InlineReactions(bench.pipeline, new Planner(bench.store, 30), bench.store, (error) => {
    throw error;
  });
  const { events } = await bench.send(adoptLateReport, bench.task(reading), { eventId }, ada, inline);
  assert.deepEqual(
    events.map(({ type }) => type),
    ['LateReportAdopted', 'TaskCompleted', 'ProcessReopened'],
  );
  const again = await bench.send(adoptLateReport, bench.task(reading), { eventId }, ada, inline);
  assert.deepEqual(
    again.refusals.map(({ code }) => code),
    ['state_forbidden'],
  );
  await pump();
  assert.deepEqual(await bench.ofTask(correcting), ['TaskCreated', 'TaskQueued']);
});
