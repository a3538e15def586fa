import type { MadeBy } from '../../../domain/element/worker-run.ts';
import type { JsonObject } from '../../../domain/kernel/json.ts';
import type { Usage } from '../../../domain/worker-version/events.ts';

/** A worker version with the worker it belongs to. */
export interface KnownVersion {
  readonly workerId: string;
  readonly workerName: string;
  readonly workerSlug: string;
  readonly number: number | null;
  readonly state: string;
  readonly gpuUsage: Usage;
  readonly modelUsage: Usage;
  /** Its configuration as published. */
  readonly published: JsonObject;
}

export interface KnownConfiguration {
  readonly workerId: string;
  readonly name: string;
  readonly archived: boolean;
  readonly values: JsonObject;
}

export interface WorkersLook {
  /** What the newest version of a worker was published with; null when it has none. */
  newestConfiguration(workerId: string): Promise<JsonObject | null>;
  /** Worker runs of the task's process that are the run named, or (when none is) have the version named. */
  runsOfTask(taskId: string, made: MadeBy): Promise<readonly string[]>;
  /** Those of these versions that exist, by id. */
  versions(ids: readonly string[]): Promise<ReadonlyMap<string, KnownVersion>>;
  /** Those of these configurations that exist, by id. */
  configurations(ids: readonly string[]): Promise<ReadonlyMap<string, KnownConfiguration>>;
}
