import type { z } from 'zod';
import type { Outcome } from '../../../application/pipeline/command.ts';
import { repositories } from '../../../projections/repositories/fold.ts';
import { revisions } from '../../../projections/revisions/fold.ts';
import { shownRevision } from '../../../projections/revisions/queries.ts';
import { workerVersions } from '../../../projections/worker-versions/fold.ts';
import { workers } from '../../../projections/workers/fold.ts';
import type { Services } from '../edge/services.ts';
import type { PublishedIds } from './publication.ts';
import { workerVersionShape, type workerVersionSchema } from './version-shape.ts';

/** A version as it stands right after its publication, together with what came to be with it; null when there is none. */
export async function freshVersion(
  ids: PublishedIds,
  written: Outcome,
  { answers }: Services,
): Promise<z.infer<typeof workerVersionSchema> | null> {
  const [[version], [worker], [revision], [repository]] = await Promise.all([
    answers.rows(workerVersions, [ids.workerVersionId], written),
    answers.rows(workers, [ids.workerId], written),
    answers.rows(revisions, [ids.revisionId], written),
    answers.rows(repositories, [ids.repositoryId], written),
  ]);
  if (!version || !worker || !revision) return null;
  const shown = shownRevision(revision, repository?.url ?? null, repository?.refs ?? []);
  return workerVersionShape(version, { workers: new Map([[worker.id, worker]]), revisions: new Map([[revision.id, shown]]) });
}
