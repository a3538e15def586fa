import type { ResourceLimits } from 'node:worker_threads';

/**
 * Of a thread that fills read models, in MiB, by how many it fills. Rows that are kept and replaced leave much behind, which is collected
 * late where there is room: without these limits the program grows to twice what it needs.
 */
export const threadLimits = (generations: number): ResourceLimits => ({
  maxOldGenerationSizeMb: 120 + 65 * (Math.min(generations, 5) - 1),
  maxYoungGenerationSizeMb: 32,
});
