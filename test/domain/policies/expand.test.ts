import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { test } from 'tap';
import { plannedTaskId } from '../../../domain/kernel/ids.ts';
import { expand, planVersion, taskCount, type PlannedTask } from '../../../domain/policies/expand.ts';
import { workersRecipe } from '../../../domain/policies/recipe.ts';
import { recipeRuns } from '../../support/recipes.ts';

const processId = '3b1c0d5e-2f77-4d55-9d53-0c8f4f6f2a10';
const reader = 'a1b2c3d4-0000-4000-8000-000000000001';
const corrector = 'e5f6a7b8-0000-4000-8000-000000000002';
const chain = workersRecipe(
  [
    { workerRunId: corrector, workerSlug: 'corrector', parents: [reader], gpuUsage: 'disabled' },
    { workerRunId: reader, workerSlug: 'reader', parents: [], gpuUsage: 'required' },
  ],
  false,
);

const plan = (nodes: typeof chain, chunks: number, run = 1) => expand(processId, { run, chunks, nodes, planVersion });
const slugs = (tasks: readonly PlannedTask[]) => tasks.map(({ slug }) => slug);

test('two chained workers in two chunks make five tasks', async () => {
  const tasks = plan(chain, 2);
  assert.deepEqual(slugs(tasks), ['initialisation', 'reader_a1b2c3_1', 'reader_a1b2c3_2', 'corrector_e5f6a7_1', 'corrector_e5f6a7_2']);
  assert.deepEqual(
    tasks.map(({ depth, chunk, chunks, requiresGpu }) => [depth, chunk, chunks, requiresGpu]),
    [
      [0, null, 1, false],
      [1, 1, 2, true],
      [1, 2, 2, true],
      [2, 1, 2, false],
      [2, 2, 2, false],
    ],
  );
  const [init, first, second, third, fourth] = tasks;
  assert.deepEqual([init?.parents, first?.parents, second?.parents], [[], [init?.id], [init?.id]]);
  assert.deepEqual([third?.parents, fourth?.parents], [[first?.id], [second?.id]]);
});

test('a single chunk has no number, neither in the slug nor in the task', async () => {
  assert.deepEqual(slugs(plan(chain, 1)), ['initialisation', 'reader_a1b2c3', 'corrector_e5f6a7']);
  assert.ok(plan(chain, 1).every(({ chunk }) => chunk === null));
});

test('the id of a task is made of process, run and slug', async () => {
  for (const task of plan(chain, 3, 2)) assert.equal(task.id, plannedTaskId(processId, 2, task.slug));
});

test('a recipe of an unknown version is not guessed at', async () => {
  assert.throws(() => expand(processId, { run: 1, chunks: 1, nodes: chain, planVersion: 99 }), /version 99/);
});

test('nodes that wait for each other are a defect that is named', async () => {
  const [init, ...rest] = chain;
  assert.ok(init);
  const cycle = [init, ...rest.map((node) => ({ ...node, parents: [...rest.map(({ key }) => key)] }))];
  assert.throws(() => plan(cycle, 1), new RegExp(reader));
});

const chunkCounts = fc.integer({ min: 1, max: 12 });

test('parents always come before their children, one level deeper than the deepest of them', async () => {
  fc.assert(
    fc.property(recipeRuns, chunkCounts, (runs, chunks) => {
      const seen = new Map<string, PlannedTask>();
      for (const task of plan(workersRecipe(runs, false), chunks)) {
        const parents = task.parents.map((id) => seen.get(id));
        assert.ok(parents.every((parent) => parent !== undefined));
        assert.equal(task.depth, Math.max(-1, ...parents.map((parent) => parent?.depth ?? 0)) + 1);
        seen.set(task.id, task);
      }
    }),
  );
});

test('every node makes exactly one task per chunk, and as many tasks as announced', async () => {
  fc.assert(
    fc.property(recipeRuns, chunkCounts, (runs, chunks) => {
      const nodes = workersRecipe(runs, false);
      const tasks = plan(nodes, chunks);
      assert.equal(tasks.length, taskCount(nodes, chunks));
      assert.equal(new Set(tasks.map(({ id }) => id)).size, tasks.length);
      assert.equal(new Set(tasks.map(({ slug }) => slug)).size, tasks.length);
      assert.equal(new Set(tasks.map(({ workerRunId, chunk }) => `${workerRunId} ${chunk}`)).size, tasks.length);
    }),
  );
});

test('chunk k follows chunk k of each parent run, and the initialisation when the run has no parent', async () => {
  fc.assert(
    fc.property(recipeRuns, chunkCounts, (runs, chunks) => {
      const tasks = plan(workersRecipe(runs, false), chunks);
      const byId = new Map(tasks.map((task) => [task.id, task]));
      for (const task of tasks.filter(({ kind }) => kind === 'worker')) {
        const parents = task.parents.map((id) => byId.get(id));
        const wanted = runs.find(({ workerRunId }) => workerRunId === task.workerRunId)?.parents ?? [];
        assert.deepEqual(
          parents.map((parent) => [parent?.workerRunId, parent?.chunk]),
          wanted.length > 0 ? wanted.map((run) => [run, task.chunk]) : [[null, null]],
        );
      }
    }),
  );
});

test('the same recipe gives the same tasks again, and another run gives other ids', async () => {
  fc.assert(
    fc.property(recipeRuns, chunkCounts, (runs, chunks) => {
      const nodes = workersRecipe(runs, true);
      assert.deepEqual(plan(nodes, chunks), plan(structuredClone(nodes), chunks));
      const second = new Set(plan(nodes, chunks, 2).map(({ id }) => id));
      assert.ok(plan(nodes, chunks, 1).every(({ id }) => !second.has(id)));
    }),
  );
});
