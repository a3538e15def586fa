import type { MadeBy } from '../../../domain/element/worker-run.ts';
import type { JsonObject } from '../../../domain/kernel/json.ts';

export interface WorkersLook {
  /** What the newest version of a worker was published with; null when it has none. */
  newestConfiguration(workerId: string): Promise<JsonObject | null>;
  /** Worker runs of the task's process that are the run named, or (when none is) have the version named. */
  runsOfTask(taskId: string, made: MadeBy): Promise<readonly string[]>;
}
