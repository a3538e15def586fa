import fc from 'fast-check';
import type { RecipeRun } from '../../domain/policies/recipe.ts';

/** Worker runs whose parents are earlier ones: every acyclic graph of up to 8 runs occurs. */
export const recipeRuns: fc.Arbitrary<readonly RecipeRun[]> = fc
  .array(
    fc.record({
      workerRunId: fc.uuid(),
      workerSlug: fc.constantFrom('reader', 'segmenter'),
      gpuUsage: fc.constantFrom('disabled' as const, 'supported' as const, 'required' as const),
      picks: fc.array(fc.nat(7), { maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((runs) =>
    runs.map(({ picks, ...run }, index) => ({
      ...run,
      parents: [...new Set(picks.filter((pick) => pick < index))].map((pick) => runs[pick]?.workerRunId ?? ''),
    })),
  )
  .chain((runs) => fc.shuffledSubarray([...runs], { minLength: runs.length, maxLength: runs.length }));
