import { z } from 'zod';

/** The answers of the server that the agent reads. Ids become names of folders, so they are checked to be ids. */

export const registered = z.object({
  id: z.guid(),
  access_token: z.string(),
  access_expires: z.coerce.date(),
  refresh_token: z.string(),
});

export const refreshed = z.object({ access_token: z.string(), access_expires: z.coerce.date() });

const action = z.object({ action: z.string(), task_id: z.guid(), term: z.number().int(), reason: z.string().nullish() });

export const actions = z.object({ actions: z.array(action), next_poll_ms: z.number().nullish() });

/** A path that stays inside the folder it is joined to. */
export const insidePath = z
  .string()
  .min(1)
  .refine(
    (path) =>
      !path.startsWith('/') && !path.includes('\0') && !path.split('/').some((part) => part === '..' || part === '.' || part === ''),
    {
      message: 'is not a path inside a folder',
    },
  );

const parentArtifact = z.object({ path: insidePath, size: z.number().int(), s3_url: z.url() });

const extraFile = z.object({
  name: insidePath,
  s3_url: z.url(),
  size: z.number().int().nullish(),
  archive_hash: z.string().nullish(),
  unpack: z.boolean().nullish(),
});

export const definition = z.object({
  term: z.number().int(),
  image: z.string().nullish(),
  command: z.string().nullish(),
  env: z.record(z.string(), z.string()),
  parents: z.array(z.object({ id: z.guid(), artifacts: z.array(parentArtifact) })),
  extra_files: z.array(extraFile).nullish(),
  log_put_url: z.url(),
});

export const createdArtifact = z.object({ s3_put_url: z.url() });

export type Registered = z.output<typeof registered>;
export type Action = z.output<typeof action>;
export type Actions = z.output<typeof actions>;
export type Definition = z.output<typeof definition>;
export type ExtraFile = z.output<typeof extraFile>;

/** What the agent says of a claim; the term is added by the claim. */
export type Report =
  | { readonly state: 'running'; readonly container: string }
  | { readonly state: 'completed' | 'failed'; readonly exit_code: number; readonly duration_ms: number; readonly log_bytes?: number }
  | { readonly state: 'error'; readonly cause: 'container_lost' | 'agent_error'; readonly detail: string; readonly log_bytes?: number }
  | { readonly state: 'stopped'; readonly log_bytes?: number }
  | { readonly state: 'pending'; readonly cause: 'agent_shutdown' };
