import { strict as assert } from 'node:assert';
import { test } from 'tap';
import { workersRecipe, type RecipeRun } from '../../../domain/policies/recipe.ts';

const run = (workerRunId: string, over: Partial<RecipeRun> = {}): RecipeRun => ({
  workerRunId,
  workerSlug: 'reader',
  parents: [],
  gpuUsage: 'disabled',
  ...over,
});
const one = 'a1b2c3d4-0000-4000-8000-000000000001';
const two = 'a1b2c3ff-0000-4000-8000-000000000002';

test('a run without parents follows the initialisation, others follow their parents alone', async () => {
  const nodes = workersRecipe([run(one), run(two, { parents: [one] })], false);
  assert.deepEqual(
    nodes.map(({ key, parents }) => [key, parents]),
    [
      ['initialisation', []],
      [one, ['initialisation']],
      [two, [one]],
    ],
  );
});

test('a slug names as much of the run as tells it from the others', async () => {
  assert.equal(workersRecipe([run(one)], false)[1]?.slug, 'reader_a1b2c3');
  assert.deepEqual(
    workersRecipe([run(one), run(two)], false).map(({ slug }) => slug),
    ['initialisation', `reader_${one}`, `reader_${two}`],
  );
});

test('a GPU is required when the version requires it, or supports it and the process wants it', async () => {
  const requires = (gpuUsage: RecipeRun['gpuUsage'], useGpu: boolean) => workersRecipe([run(one, { gpuUsage })], useGpu)[1]?.requiresGpu;
  assert.deepEqual(
    (['disabled', 'supported', 'required'] as const).map((usage) => [requires(usage, false), requires(usage, true)]),
    [
      [false, false],
      [false, true],
      [true, true],
    ],
  );
});
