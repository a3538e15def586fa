import { strict as assert } from 'node:assert';
import { test } from 'tap';
import { Planner, type Started } from '../../../../application/reactors/process-manager/plan.ts';
import type { Recorded } from '../../../../domain/kernel/event.ts';
import type { TaskCreated } from '../../../../domain/task/events.ts';
import { correcting, ProcessBench, reading } from '../../../support/process-bench.ts';
import * as p from '../../../support/processes.ts';

const startOf = async (bench: ProcessBench): Promise<Started> => {
  const events: readonly Recorded[] = await bench.store.readStream(`process-${p.processId}`);
  return events.at(-1) as Started;
};

const publishes = (workerVersionId: string, image: string) => ({
  type: 'WorkerVersionCreated',
  data: {
    workerVersionId,
    workerId: p.readerWorker,
    revisionId: null,
    number: 1,
    configuration: { docker: { command: `read-${image}`, resources: { cpu: 2 } } },
    gpuUsage: 'disabled',
    modelUsage: 'disabled',
    image,
  },
});

test('a task is made of the recipe, of its process and of its worker version', async () => {
  const bench = await ProcessBench.create();
  await bench.happens(`workerversion-${p.readerVersion}`, publishes(p.readerVersion, 'reader:1'));
  await bench.start(2);
  const start = await startOf(bench);
  const commands = [...(await new Planner(bench.store, 30).creations(start))];
  const made = commands.map(({ id, input }) => ({ id, ...(input as Omit<TaskCreated, 'taskId'>) }));
  assert.deepEqual(
    made.map(({ slug }) => slug),
    ['initialisation', `${reading}_1`, `${reading}_2`, `${correcting}_1`, `${correcting}_2`],
  );
  for (const task of made)
    assert.deepEqual([task.id, task.processId, task.corpusId, task.run], [bench.task(task.slug), p.processId, p.corpusId, 1]);
  const [, reader, , corrector] = made;
  assert.deepEqual([reader?.image, reader?.command, reader?.needs.cpu, corrector?.image], ['reader:1', 'read-reader:1', 2, null]);
  assert.equal(Date.parse(reader?.expiry ?? '') - start.time.getTime(), 30 * 86_400_000);
});

test('made again, the plan is the same', async () => {
  const bench = await ProcessBench.create();
  await bench.start(7);
  const start = await startOf(bench);
  const planned = async () => [...(await new Planner(bench.store, 30).creations(start))];
  assert.deepEqual(await planned(), await planned());
});

test('the tasks of a run are known by their ids until another run begins', async () => {
  const bench = await ProcessBench.create();
  const planner = new Planner(bench.store, 30);
  assert.deepEqual(await planner.plannedIds(p.processId, 1), []);
  await bench.start(1);
  assert.deepEqual(await planner.plannedIds(p.processId, 1), ['initialisation', reading, correcting].map(bench.task));
  assert.deepEqual(await planner.plannedIds(p.processId, 2), []);
  assert.equal((await planner.plannedIds(p.processId, 1, 3)).length, 3);
  assert.deepEqual(await planner.plannedIds(p.processId, 1, 2), []);
});

test('ten thousand tasks are planned in one go', async () => {
  const bench = await ProcessBench.create();
  await bench.start(4_999);
  const commands = [...(await new Planner(bench.store, 30).creations(await startOf(bench)))];
  assert.equal(commands.length, 9_999);
});
