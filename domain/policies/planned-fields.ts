import type { Json, JsonObject } from '../kernel/json.ts';
import type { Start } from '../process/events.ts';
import type { TaskCreated, TaskNeeds } from '../task/events.ts';
import { hostImage } from '../worker-version/host-image.ts';
import type { PlannedTask } from './expand.ts';
import { publishedEnvironment, storedEnvironment } from './task-environment.ts';

/** A worker version as its tasks need it: the image to run, and the configuration as published. */
export interface TaskVersion {
  readonly image: string | null;
  readonly configuration: JsonObject;
}

export interface PlanContext {
  readonly processId: string;
  readonly corpusId: string | null;
  readonly start: Pick<Start, 'run' | 'farmId' | 'ttlSeconds'>;
  /** Null where no step lists elements. */
  readonly initialisationId: string | null;
  /** From when the files of the run's tasks may be cleaned up. */
  readonly expiry: Date;
}

const gibibyte = 2 ** 30;
const asObject = (value: Json | undefined): JsonObject =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {};
const asText = (value: Json | undefined): string | null => (typeof value === 'string' ? value : null);
const asAmount = (value: Json | undefined, otherwise: number): number => (typeof value === 'number' && value >= 0 ? value : otherwise);

/** What a version asks for in `docker.resources` (cores, bytes), else one core and 1 GiB; and what the agent must be able to do. */
function needsOf(version: TaskVersion | null, docker: JsonObject): TaskNeeds {
  const { cpu, ram, gpu_ram } = asObject(docker.resources);
  return {
    cpu: asAmount(cpu, 1),
    ramBytes: asAmount(ram, gibibyte),
    gpuRamBytes: asAmount(gpu_ram, 0),
    capabilities: version === null ? [] : [version.image === hostImage ? 'host_commands' : 'containers'],
  };
}

/**
 * Everything that the creation of a planned task states, but its id. `version` is that of the task's worker run (null for a
 * step). Pure, so that a planner that starts again makes the same tasks.
 */
export function plannedFields(
  { processId, corpusId, start, initialisationId, expiry }: PlanContext,
  planned: PlannedTask,
  version: TaskVersion | null,
): Omit<TaskCreated, 'taskId'> {
  const { id: _id, ...task } = planned;
  const docker = asObject(version?.configuration.docker);
  return {
    ...task,
    parents: [...task.parents],
    processId,
    corpusId,
    run: start.run,
    image: version?.image ?? null,
    command: asText(docker.command),
    shmSize: asText(docker.shm_size),
    env: storedEnvironment({ processId, corpusId, initialisationId }, task, publishedEnvironment(version?.configuration ?? {})),
    extraFiles: [],
    imageArtifact: null,
    needs: needsOf(version, docker),
    farmId: start.farmId,
    ttlSeconds: start.ttlSeconds,
    expiry: expiry.toISOString(),
    planned: true,
    originalTaskId: null,
  };
}
