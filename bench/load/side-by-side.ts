/**
 * Jobs under way side by side as one sequence: each begins at random and keeps the order of its steps, which lie the share `apart` of the
 * whole from each other, so that none overtakes another.
 */
export function sideBySide<Step>(jobs: readonly (readonly Step[])[], random: () => number, apart: number): readonly Step[] {
  const placed = jobs.flatMap((job) => {
    const begin = (random() / 2 ** 32) * (1 - (job.length - 1) * apart);
    return job.map((step, index) => ({ step, place: begin + index * apart }));
  });
  return placed.sort((a, b) => a.place - b.place).map(({ step }) => step);
}
