import { z } from 'zod';
import { taskStates } from '../../../domain/task/states.ts';
import { uuid } from '../edge/query-values.ts';
import { taskItemSchema } from '../task/item.ts';

export const processId = z.object({ id: uuid() });

const instant = z.iso.datetime();
const id = z.uuid().nullable();
const ref = z.object({ id: z.uuid(), name: z.string() });

/** A process. Keys of modes that this server does not run are null. */
export const processSchema = z.object({
  id: z.uuid(),
  name: z.string().nullable(),
  mode: z.string(),
  state: z.enum(taskStates).describe('Of the tasks of the last run'),
  active: z.boolean().describe('Started, and not finished yet'),
  corpus: id,
  creator: z.string().nullable().describe('Display name'),
  created: instant,
  updated: instant,
  started: instant.nullable(),
  finished: instant.nullable(),
  duration_seconds: z.number().nullable().describe('From the last start to the end'),
  element: id,
  element_name: z.string().nullable(),
  element_type: z.string().nullable().describe('Slug'),
  folder_type: z.null(),
  name_contains: z.string().nullable(),
  load_children: z.boolean(),
  ml_class: id,
  listed_elements: z.int().nullable(),
  files: z.array(z.uuid()),
  folder: z.null(),
  bucket: z.null(),
  prefix: z.null(),
  revision: z.null(),
  repository: z.null(),
  model_id: z.null(),
  train_folder_id: z.null(),
  validation_folder_id: z.null(),
  test_folder_id: z.null(),
  use_cache: z.boolean(),
  use_gpu: z.boolean(),
  chunks: z.int().nullable(),
  thumbnails: z.boolean().nullable(),
  worker_activity: z.boolean().nullable(),
  ttl: z.int().nullable().describe('Seconds; 0 = no limit'),
  farm: ref.nullable(),
  activity_state: z.enum(['disabled', 'pending', 'ready', 'error']),
  template_id: z.null(),
  activity_errors: z.int().nullable().describe('Elements on which a worker of the process has failed'),
  rights: z.array(z.string()),
});

export const processWithTasksSchema = processSchema.extend({ tasks: z.array(taskItemSchema).describe('Of all runs') });

export type ProcessJson = z.infer<typeof processSchema>;
export type ProcessWithTasks = z.infer<typeof processWithTasksSchema>;
