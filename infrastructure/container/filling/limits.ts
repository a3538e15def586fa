/** Of a process that fills read models, in MiB. */
export interface MemoryLimits {
  readonly old: number;
  /** One of the two halves of what is young. */
  readonly semiSpace: number;
}

/**
 * By how many are filled. Rows that are kept and replaced leave much behind, which is collected late where there is room: without these
 * limits it grows to twice what it needs.
 */
export const memoryLimits = (generations: number): MemoryLimits => {
  const others = Math.min(generations, 5) - 1;
  return { old: 120 + 90 * others, semiSpace: others > 0 ? 32 : 8 };
};

/** For Node. */
export const memoryFlags = ({ old, semiSpace }: MemoryLimits): readonly string[] => [
  `--max-old-space-size=${old}`,
  `--max-semi-space-size=${semiSpace}`,
];
