/** Bounds from the configuration, for rules that keep to them. */
export interface Limits {
  /** Most chunks of a process. */
  readonly maxChunks: number;
  /** Longest time limit of a task, in seconds; 0 = no bound. */
  readonly maximumTtl: number;
}
