import { bodyId } from './body-id.ts';

/** By which worker run results were made, as bodies say it; both may be null or absent = by hand. */
export const madeByBody = {
  worker_run_id: bodyId().nullable().default(null),
  worker_version: bodyId().nullable().default(null),
} as const;

export const madeByOf = (body: { readonly worker_run_id: string | null; readonly worker_version: string | null }) => ({
  workerRunId: body.worker_run_id,
  workerVersionId: body.worker_version,
});
