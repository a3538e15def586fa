import { z } from 'zod';

export const activityStates = ['queued', 'started', 'processed', 'error'] as const;

const instant = z.iso.datetime();
const named = z.object({ id: z.uuid(), name: z.string() });
const seconds = z.number().nullable();
const text = z.string().nullable();

export const activitySchema = z.object({
  id: z.uuid(),
  element_id: z.uuid(),
  state: z.enum(activityStates),
  process_id: z.uuid().describe('Of the last claim, else of what queued it last'),
  worker_run_id: z.uuid().nullable(),
  worker_version_id: z.uuid(),
  model_version_id: z.uuid().nullable(),
  configuration_id: z.uuid().nullable(),
  created: instant,
  updated: instant,
  started: instant.nullable(),
});

export const reportSchema = z.object({ element_id: z.uuid(), process_id: z.uuid(), state: z.enum(['started', 'processed', 'error']) });

const runRef = z.object({ id: z.uuid(), summary: z.string() });

export const statsRowSchema = z.object({
  worker_run: runRef,
  worker_version: z.object({
    id: z.uuid(),
    worker: z.object({ id: z.uuid(), name: z.string(), slug: z.string(), type: z.string() }),
  }),
  model_version: z.null(),
  configuration: named.nullable(),
  queued: z.int().describe('Elements of the queue whose activity is in this state now'),
  started: z.int(),
  processed: z.int(),
  error: z.int(),
  total: z.int(),
  remaining: z.int(),
  duration_min: seconds.describe('Seconds, of what the process has processed in its current run'),
  duration_min_text: text,
  duration_max: seconds,
  duration_max_text: text,
  duration_mean: seconds,
  duration_mean_text: text,
  duration_total: seconds,
  duration_total_text: text,
  duration_median: seconds.describe('Within 1 %'),
  duration_median_text: text,
  duration_p95: seconds.describe('Within 1 %'),
  duration_p95_text: text,
  estimated_completion: instant.nullable(),
  estimated_seconds: seconds,
  estimated_text: text,
  estimate_basis: z.enum(['throughput', 'mean', 'history']).nullable(),
});

export const statisticsSchema = z.object({
  estimated_completion: instant.nullable().describe('Of the whole process; null when unknown'),
  estimated_seconds: seconds,
  estimated_text: text,
  unknown_row: runRef.nullable().describe('A worker run with elements left and no estimate, for which the process has none'),
  rows: z.array(statsRowSchema),
});

export type ActivityJson = z.infer<typeof activitySchema>;
export type StatsRowJson = z.infer<typeof statsRowSchema>;
export type StatisticsJson = z.infer<typeof statisticsSchema>;
