import type { Kysely } from 'kysely';
import { z } from 'zod';
import { usage } from '../../../domain/worker-version/events.ts';
import { revisionsById, type ShownRevision } from '../../../projections/revisions/queries.ts';
import type { Tables } from '../../../projections/tables.ts';
import { workerVersions, type WorkerVersionRow } from '../../../projections/worker-versions/fold.ts';
import type { WorkerRow } from '../../../projections/workers/fold.ts';
import { workersById } from '../../../projections/workers/queries.ts';
import { shown } from '../edge/shown.ts';
import { idsOf } from '../ids-of.ts';
import { revisionSchema, revisionShape } from './revision-shape.ts';

export const workerVersionSchema = z.object({
  id: z.uuid(),
  worker: z.object({ id: z.uuid(), name: z.string(), slug: z.string(), type: z.string() }),
  configuration: z.record(z.string(), z.unknown()).describe('As published'),
  revision: revisionSchema.nullable(),
  version: z.int().nullable(),
  state: z.enum(['created', 'processing', 'available', 'error']),
  docker_image: z.null(),
  docker_image_iid: z.string().nullable(),
  docker_image_name: z.null(),
  gpu_usage: usage,
  model_usage: z.boolean().describe('Whether it needs a model version'),
  model_requirement: usage,
  created: z.iso.datetime(),
  updated: z.iso.datetime(),
});

/** What worker versions refer to. */
export interface VersionRelated {
  readonly workers: ReadonlyMap<string, Pick<WorkerRow, 'id' | 'name' | 'slug' | 'typeSlug'>>;
  readonly revisions: ReadonlyMap<string, ShownRevision>;
}

export const relatedToVersions = async (db: Kysely<Tables>, rows: readonly WorkerVersionRow[]): Promise<VersionRelated> => ({
  workers: await workersById(db, idsOf(rows.map(({ workerId }) => workerId))),
  revisions: await revisionsById(db, idsOf(rows.map(({ revisionId }) => revisionId))),
});

export function workerVersionShape(row: WorkerVersionRow, { workers, revisions }: VersionRelated): z.infer<typeof workerVersionSchema> {
  const worker = workers.get(row.workerId);
  const revision = revisions.get(row.revisionId ?? '');
  return {
    id: row.id,
    worker: { id: row.workerId, name: worker?.name ?? '', slug: worker?.slug ?? '', type: worker?.typeSlug ?? '' },
    configuration: row.configuration,
    revision: revision ? revisionShape(revision) : null,
    version: row.number,
    state: row.state,
    docker_image: null,
    docker_image_iid: row.image,
    docker_image_name: null,
    gpu_usage: row.gpuUsage,
    model_usage: row.modelUsage === 'required',
    model_requirement: row.modelUsage,
    created: row.created.toISOString(),
    updated: row.updated.toISOString(),
  };
}

export const workerVersionShown = shown(workerVersions, {
  relate: (rows: readonly WorkerVersionRow[], { db }) => relatedToVersions(db, rows),
  shape: workerVersionShape,
});
