import type { Progress } from './progress.ts';

/** Shows a process as it goes on. */
export interface View {
  show(progress: Progress): void;
  /** Leaves the last picture standing. */
  end(): void;
}
