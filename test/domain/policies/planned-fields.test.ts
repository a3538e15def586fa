import { strict as assert } from 'node:assert';
import { test } from 'tap';
import { expand, planVersion } from '../../../domain/policies/expand.ts';
import { plannedFields, type TaskVersion } from '../../../domain/policies/planned-fields.ts';
import { workersRecipe } from '../../../domain/policies/recipe.ts';
import { taskEvents } from '../../../domain/task/events.ts';

const processId = '3b1c0d5e-2f77-4d55-9d53-0c8f4f6f2a10';
const workerRunId = 'a1b2c3d4-0000-4000-8000-000000000001';
const nodes = workersRecipe([{ workerRunId, workerSlug: 'reader', parents: [], gpuUsage: 'disabled' }], false);
const tasks = expand(processId, { run: 2, chunks: 2, nodes, planVersion });
const [init, first] = tasks;
const context = {
  processId,
  corpusId: null,
  start: { run: 2, farmId: null, ttlSeconds: 60 },
  initialisationId: init?.id ?? null,
  expiry: new Date('2026-02-01T00:00:00Z'),
};
const fields = (version: TaskVersion | null, planned = first) => {
  assert.ok(planned);
  return plannedFields(context, planned, version);
};

test('a planned worker task states all that its creation needs', async () => {
  const data = fields({
    image: 'registry/reader:1',
    configuration: { docker: { command: 'read', shm_size: '1g' }, environment: { A: 'b' } },
  });
  taskEvents.TaskCreated.parse({ taskId: first?.id, ...data });
  assert.deepEqual([data.image, data.command, data.shmSize, data.ttlSeconds, data.run], ['registry/reader:1', 'read', '1g', 60, 2]);
  assert.equal(data.env.TASK_ELEMENTS, `/data/${init?.id}/elements_chunk_1.json`);
  assert.equal(data.env.A, 'b');
  assert.equal(data.expiry, '2026-02-01T00:00:00.000Z');
});

test('a step needs neither an image nor an agent', async () => {
  const data = fields(null, init);
  taskEvents.TaskCreated.parse({ taskId: init?.id, ...data });
  assert.deepEqual([data.image, data.command, data.needs.capabilities, data.env.TASK_ELEMENTS], [null, null, [], undefined]);
});

test('needs are those of the version, else one core and 1 GiB', async () => {
  const needs = (configuration: TaskVersion['configuration'], image = 'x') => fields({ image, configuration }).needs;
  assert.deepEqual(needs({}), { cpu: 1, ramBytes: 2 ** 30, gpuRamBytes: 0, capabilities: ['containers'] });
  assert.deepEqual(needs({ docker: { resources: { cpu: 0.5, ram: 5, gpu_ram: 7 } } }, 'host'), {
    cpu: 0.5,
    ramBytes: 5,
    gpuRamBytes: 7,
    capabilities: ['host_commands'],
  });
  assert.deepEqual(needs({ docker: { resources: { cpu: 'many', ram: -1 } } }).ramBytes, 2 ** 30);
});
