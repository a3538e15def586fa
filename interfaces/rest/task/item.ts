import { z } from 'zod';
import { bareGpuId } from '../../../domain/agent/gpu-id.ts';
import { taskStates } from '../../../domain/task/states.ts';
import { holders, type Holder } from '../../../projections/tasks/holders.ts';
import type { TaskRow } from '../../../projections/tasks/row.ts';
import type { Showing } from '../edge/shown.ts';
import { idsOf } from '../ids-of.ts';

const instant = z.iso.datetime();

/** A task as it stands in lists and in its process. */
export const taskItemSchema = z.object({
  id: z.uuid(),
  process_id: z.uuid(),
  run: z.int(),
  depth: z.int(),
  slug: z.string(),
  state: z.enum(taskStates),
  parents: z.array(z.uuid()),
  chunk: z.int().nullable(),
  worker_run_id: z.uuid().nullable(),
  priority: z.int(),
  requires_gpu: z.boolean(),
  agent: z.object({ id: z.uuid(), hostname: z.string() }).nullable().describe('Who has it, or had it last in this attempt'),
  gpu: z.object({ id: z.string(), name: z.string() }).nullable(),
  attempt: z.int(),
  original_task_id: z.uuid().nullable(),
  superseded_by: z.uuid().nullable(),
  created: instant,
  updated: instant,
  started: instant.nullable(),
  finished: instant.nullable(),
  expiry: instant,
  ttl: z.int().describe('Seconds; 0 = no limit'),
});

export type TaskItem = z.infer<typeof taskItemSchema>;
export type Holders = ReadonlyMap<string, Holder>;

/** The agents of these tasks, for `taskItem`. */
export const holdersOf = (rows: readonly TaskRow[], { db }: Pick<Showing, 'db'>): Promise<Holders> =>
  holders(db, idsOf(rows.map((row) => row.agentId)));

const gpuOf = ({ gpuId }: TaskRow, holder: Holder | undefined): TaskItem['gpu'] =>
  gpuId === null ? null : { id: gpuId, name: holder?.gpus.find((gpu) => bareGpuId(gpu.gpuId) === bareGpuId(gpuId))?.name ?? 'unknown GPU' };

export function taskItem(row: TaskRow, agents: Holders): TaskItem {
  const holder = agents.get(row.agentId ?? '');
  return {
    id: row.id,
    process_id: row.processId,
    run: row.run,
    depth: row.depth,
    slug: row.slug,
    state: row.state,
    parents: [...row.parents],
    chunk: row.chunk,
    worker_run_id: row.workerRunId,
    priority: row.priority,
    requires_gpu: row.requiresGpu,
    agent: row.agentId === null ? null : { id: row.agentId, hostname: holder?.hostname ?? 'removed agent' },
    gpu: gpuOf(row, holder),
    attempt: row.attempt,
    original_task_id: row.originalTaskId,
    superseded_by: null,
    created: row.created.toISOString(),
    updated: row.updated.toISOString(),
    started: row.started?.toISOString() ?? null,
    finished: row.finished?.toISOString() ?? null,
    expiry: row.expiry.toISOString(),
    ttl: row.ttl,
  };
}
