import { z } from 'zod';
import { logOf, logTail } from '../../../application/tasks/log-tail.ts';
import { permitFor } from '../../../application/ports/blobs.ts';
import { tasks } from '../../../projections/tasks/fold.ts';
import type { TaskRow } from '../../../projections/tasks/row.ts';
import { uuid } from '../edge/query-values.ts';
import { shown, type Showing } from '../edge/shown.ts';
import { holdersOf, taskItem, taskItemSchema } from './item.ts';

export const taskId = z.object({ id: uuid() });

/** A task without its log: what the task itself and its agent see. */
export const ownTaskSchema = taskItemSchema.extend({
  image: z.string().nullable(),
  command: z.string().nullable(),
  shm_size: z.string().nullable(),
  env: z.record(z.string(), z.string()).describe('Without token and addresses'),
  extra_files: z.array(z.string()),
  has_docker_socket: z.boolean(),
  container: z.string().nullable(),
  exit_code: z.int().nullable(),
  error: z.object({ cause: z.string(), detail: z.string() }).nullable(),
  late_reports: z.int().describe('Reports that came from a claim that was over'),
});

export const taskSchema = ownTaskSchema.extend({
  logs: z.string().describe('End of the log of this attempt, at most 64 KiB; empty when there is none'),
  full_log: z.url().nullable(),
});

const details = (row: TaskRow): Omit<z.infer<typeof ownTaskSchema>, keyof typeof taskItemSchema.shape> => ({
  image: row.image,
  command: row.command,
  shm_size: row.shmSize,
  env: { ...row.env },
  extra_files: row.extraFiles.map(({ name }) => name),
  has_docker_socket: row.needs.capabilities.includes('docker_socket'),
  container: row.container,
  exit_code: row.exitCode,
  error: row.errorCause === null ? null : { cause: row.errorCause, detail: row.errorDetail ?? '' },
  late_reports: row.lateReports,
});

/** The end of the log, and where the whole of it can be read for an hour. */
async function logs({ id, attempt }: TaskRow, { blobs, clock, asked }: Showing): Promise<{ logs: string; full_log: string | null }> {
  const text = await logTail(blobs, id, attempt);
  if (text === '') return { logs: text, full_log: null };
  const expiresAt = new Date(clock.now().getTime() + permitFor.read);
  return { logs: text, full_log: blobs.signedUrl({ ...logOf(id, attempt), method: 'GET', size: null, expiresAt }, asked.baseUrl) };
}

export const ownTaskShown = shown(tasks, {
  relate: holdersOf,
  shape: (row: TaskRow, agents): z.infer<typeof ownTaskSchema> => ({ ...taskItem(row, agents), ...details(row) }),
});

export const taskShown = shown(tasks, {
  relate: async (rows: readonly TaskRow[], showing) => ({
    agents: await holdersOf(rows, showing),
    logs: new Map(await Promise.all(rows.map(async (row) => [row.id, await logs(row, showing)] as const))),
  }),
  shape: (row: TaskRow, { agents, logs }): z.infer<typeof taskSchema> => ({
    ...taskItem(row, agents),
    ...details(row),
    ...(logs.get(row.id) ?? { logs: '', full_log: null }),
  }),
});
