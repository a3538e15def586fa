import { z } from 'zod';
import { taskStates } from '../../../domain/task/states.ts';
import { uuid } from '../edge/query-values.ts';
import { workerVersionSchema } from '../worker/version-shape.ts';

export const workerRunId = z.object({ id: uuid() });

/** A worker run: one shape, wherever it is shown. Workers configure themselves by it. */
export const workerRunSchema = z.object({
  id: z.uuid(),
  summary: z.string(),
  parents: z.array(z.uuid()),
  worker_version: workerVersionSchema,
  configuration: z
    .object({ id: z.uuid(), name: z.string(), configuration: z.record(z.string(), z.unknown()), archived: z.boolean() })
    .nullable(),
  model_version: z.null(),
  process: z.object({
    id: z.uuid(),
    name: z.string().nullable(),
    state: z.enum(taskStates),
    mode: z.string(),
    corpus: z.uuid().nullable(),
    use_cache: z.boolean(),
    activity_state: z.enum(['disabled', 'pending', 'ready', 'error']),
    model_id: z.null(),
    train_folder_id: z.null(),
    validation_folder_id: z.null(),
    test_folder_id: z.null(),
  }),
});

export type WorkerRunJson = z.infer<typeof workerRunSchema>;
