import { z } from 'zod';
import { repositoryUrls } from '../../../projections/repositories/queries.ts';
import { workerConfigurations, type WorkerConfigurationRow } from '../../../projections/worker-configurations/fold.ts';
import { workerTypes, type WorkerTypeRow } from '../../../projections/worker-types/fold.ts';
import { workers, type WorkerRow } from '../../../projections/workers/fold.ts';
import { shown } from '../edge/shown.ts';
import { idsOf } from '../ids-of.ts';
import { rightsOf } from '../rights-of.ts';

export const workerTypeSchema = z.object({ id: z.uuid(), slug: z.string(), display_name: z.string() });

export const workerTypeShown = shown(workerTypes, {
  shape: (row: WorkerTypeRow): z.infer<typeof workerTypeSchema> => ({ id: row.id, slug: row.slug, display_name: row.displayName }),
});

export const workerSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  slug: z.string(),
  type: z.string().describe('Slug of its type'),
  description: z.string(),
  repository_id: z.uuid().nullable(),
  repository_url: z.string().nullable(),
  public: z.boolean(),
  archived: z.boolean(),
  rights: z.array(z.string()),
  created: z.iso.datetime(),
});

export const workerShape = (row: WorkerRow, repositoryUrl: string | null, rights: string[]): z.infer<typeof workerSchema> => ({
  id: row.id,
  name: row.name,
  slug: row.slug,
  type: row.typeSlug,
  description: row.description,
  repository_id: row.repositoryId,
  repository_url: repositoryUrl,
  public: row.public,
  archived: row.archived,
  rights,
  created: row.created.toISOString(),
});

export const workerShown = shown(workers, {
  relate: async (rows: readonly WorkerRow[], showing) => ({
    urls: await repositoryUrls(showing.db, idsOf(rows.map(({ repositoryId }) => repositoryId))),
    rights: await rightsOf('worker', rows, showing),
  }),
  shape: (row: WorkerRow, { urls, rights }) => workerShape(row, urls.get(row.repositoryId ?? '') ?? null, rights.get(row.id) ?? []),
});

export const configurationSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  configuration: z.record(z.string(), z.unknown()),
  archived: z.boolean(),
  worker_id: z.uuid(),
  created: z.iso.datetime(),
  updated: z.iso.datetime(),
});

export const configurationShown = shown(workerConfigurations, {
  shape: (row: WorkerConfigurationRow): z.infer<typeof configurationSchema> => ({
    id: row.id,
    name: row.name,
    configuration: row.configuration,
    archived: row.archived,
    worker_id: row.workerId,
    created: row.created.toISOString(),
    updated: row.updated.toISOString(),
  }),
});
