import { strict as assert } from 'node:assert';
import { test } from 'tap';
import { CommandConflict, type CommandBus } from '../../../../application/pipeline/command.ts';
import { InlineReactions } from '../../../../application/reactors/process-manager/inline-reactions.ts';
import { Planner } from '../../../../application/reactors/process-manager/plan.ts';
import { requestStop } from '../../../../domain/process/request-stop.ts';
import { retryProcess } from '../../../../domain/process/retry.ts';
import { startProcess } from '../../../../domain/process/start.ts';
import { naturalId } from '../../../../domain/kernel/ids.ts';
import { restartTask } from '../../../../domain/task/restart.ts';
import { Managers } from '../../../support/managers.ts';
import { correcting, ProcessBench, reading } from '../../../support/process-bench.ts';
import { ada, processId } from '../../../support/processes.ts';

async function benchWith() {
  const bench = await ProcessBench.create();
  const failures: unknown[] = [];
  const over = (bus: CommandBus) => new InlineReactions(bus, new Planner(bench.store, 30), bench.store, (error) => failures.push(error));
  const { pump } = new Managers(bench);
  /** What a process manager appends to a log on which everything was done inline. */
  const leftForReactor = async (): Promise<readonly string[]> => {
    const before = (await bench.events()).length;
    await new Managers(bench).pump();
    return (await bench.events()).slice(before).map(({ type }) => type);
  };
  return { bench, inline: over(bench.pipeline), over, failures, pump, leftForReactor };
}

const types = (events: readonly { readonly type: string }[]): readonly string[] => events.map(({ type }) => type);

test('a start is answered with its tasks and the queued root, and leaves nothing for the process manager', async () => {
  const { bench, inline, leftForReactor } = await benchWith();
  const { events, position } = await bench.start(2, inline);
  assert.deepEqual(types(events), ['ProcessStarted', ...Array.from({ length: 5 }, () => 'TaskCreated'), 'TaskQueued']);
  assert.deepEqual([position, events.map((event) => event.position)], [events.at(-1)?.position, [4n, 5n, 6n, 7n, 8n, 9n, 10n]]);
  assert.deepEqual(await leftForReactor(), []);
});

test('a stop is answered with what it stopped, and leaves nothing but the finish', async () => {
  const { bench, inline, leftForReactor } = await benchWith();
  await bench.start(1, inline);
  const { events } = await bench.send(requestStop, processId, {}, ada, inline);
  assert.deepEqual([...types(events)].sort(), [
    'ProcessStopRequested',
    'TaskStopRequested',
    ...Array.from({ length: 3 }, () => 'TaskStopped'),
  ]);
  assert.deepEqual(await leftForReactor(), ['ProcessFinished']);
});

test('a restart opens its finished process before it is answered, and leaves nothing', async () => {
  const { bench, inline, pump, leftForReactor } = await benchWith();
  await bench.start(1, inline);
  await bench.fail('initialisation');
  await pump();
  const { events } = await bench.send(restartTask, bench.task('initialisation'), {}, ada, inline);
  assert.deepEqual(types(events), ['TaskRestarted', 'ProcessReopened']);
  assert.deepEqual(await leftForReactor(), []);
});

test('a restart in a process that is at work opens nothing', async () => {
  const { bench, inline, pump, leftForReactor } = await benchWith();
  await bench.start(2, inline);
  await bench.complete('initialisation');
  await pump();
  await bench.fail(`${reading}_1`);
  await pump();
  const { events } = await bench.send(restartTask, bench.task(`${reading}_1`), {}, ada, inline);
  assert.deepEqual(types(events), ['TaskRestarted']);
  assert.deepEqual(await leftForReactor(), []);
});

test('repeated requests are answered as at first, and do nothing to what was begun since', async () => {
  const { bench, inline, pump } = await benchWith();
  const ids = { start: naturalId('start'), stop: naturalId('stop'), restart: naturalId('restart') };
  const start = () => bench.send(startProcess, processId, { chunks: 1 }, ada, inline, ids.start);
  const stop = () => bench.send(requestStop, processId, {}, ada, inline, ids.stop);
  const restart = () => bench.send(restartTask, bench.task('initialisation'), {}, ada, inline, ids.restart);
  assert.deepEqual(await start(), await start());
  await bench.fail('initialisation');
  await pump();
  await restart();
  await bench.fail('initialisation');
  await pump();
  assert.deepEqual(types((await restart()).events), ['TaskRestarted'], 'the process has finished again since');

  await bench.send(restartTask, bench.task('initialisation'), {}, ada, inline);
  await stop();
  await pump();
  await bench.send(restartTask, bench.task(reading), {}, ada, inline);
  await stop();
  assert.equal((await bench.ofTask(reading)).at(-1), 'TaskRestarted');
  await bench.send(restartTask, bench.task('initialisation'), {}, ada, inline);
  await stop();
  assert.equal((await bench.ofTask('initialisation')).at(-1), 'TaskRestarted');
});

test('a stop that is repeated after a retry stops nothing of the new run', async () => {
  const { bench, inline, pump } = await benchWith();
  await bench.start(1, inline);
  const stop = () => bench.send(requestStop, processId, {}, ada, inline, naturalId('stop'));
  await stop();
  await pump();
  await bench.send(retryProcess, processId, {}, ada, inline);
  bench.run = 2;
  await stop();
  assert.deepEqual(await bench.ofTask('initialisation'), ['TaskCreated', 'TaskQueued']);
});

test('a graph of more than 200 tasks is left to the process manager', async () => {
  const { bench, inline, pump } = await benchWith();
  assert.deepEqual(types((await bench.start(100, inline)).events), ['ProcessStarted']);
  await pump();
  assert.deepEqual(types((await bench.send(requestStop, processId, {}, ada, inline)).events), ['ProcessStopRequested']);
});

test('what fails inline is told, and left to the process manager: the start has happened', async () => {
  const { bench, over, failures, leftForReactor } = await benchWith();
  let sent = 0;
  const failing: CommandBus = {
    execute: async (asked, origin) => {
      sent += 1;
      if (sent === 3) throw new CommandConflict('task-x');
      return bench.pipeline.execute(asked, origin);
    },
  };
  const { events, refusals } = await bench.start(1, over(failing));
  assert.deepEqual([types(events)[0], refusals, failures.length], ['ProcessStarted', [], 1]);
  assert.deepEqual([...(await leftForReactor())].sort(), ['TaskCreated', 'TaskQueued']);
  assert.deepEqual(await bench.ofTask(correcting), ['TaskCreated']);
});
