import type { z } from 'zod';
import { command, type AnyCommand } from '../../../application/pipeline/command.ts';
import { ensureRepository } from '../../../domain/repository/ensure-repository.ts';
import { moveRefs } from '../../../domain/repository/move-refs.ts';
import { repositoryIdOf } from '../../../domain/repository/url.ts';
import { ensureRevision } from '../../../domain/revision/ensure-revision.ts';
import { revisionIdOf } from '../../../domain/revision/revision-id.ts';
import { ensureWorkerType, workerTypeIdOf } from '../../../domain/worker-type/ensure-worker-type.ts';
import { publishWorkerVersion } from '../../../domain/worker-version/publish-worker-version.ts';
import { workerVersionIdOf } from '../../../domain/worker-version/worker-version-id.ts';
import { ensureWorker } from '../../../domain/worker/ensure-worker.ts';
import { workerIdOf } from '../../../domain/worker/worker-id.ts';
import type { publicationBody } from './publication-body.ts';

type Body = z.output<typeof publicationBody>;

/** The things that a publication is about, by their natural keys. */
export interface PublishedIds {
  readonly repositoryId: string;
  readonly revisionId: string;
  readonly workerId: string;
  readonly workerVersionId: string;
}

export function publishedIds({ repository_url, revision_hash, worker_slug }: Body): PublishedIds {
  const repositoryId = repositoryIdOf(repository_url);
  const revisionId = revisionIdOf(repositoryId, revision_hash);
  const workerId = workerIdOf(repositoryId, worker_slug);
  return { repositoryId, revisionId, workerId, workerVersionId: workerVersionIdOf(workerId, { revisionId }) };
}

/**
 * The commands of a publication. Each finds what is there already, so an interrupted one is simply repeated. The refs come last, under
 * an id of their own: they go to the repository's stream a second time, and point to a version that is there.
 */
export function publication(
  body: Body,
  ids: PublishedIds,
  instanceAdmin: boolean,
): { readonly things: readonly AnyCommand[]; readonly refs: AnyCommand } {
  const { repositoryId, revisionId, workerId, workerVersionId } = ids;
  const typeSlug = body.worker_type ?? 'worker';
  const { worker_slug: slug, worker_name: name = slug, worker_description: description } = body;
  const { revision_hash: hash, revision_message: message, revision_author: author } = body;
  const { docker_image_iid: image, configuration, gpu_usage: gpuUsage, model_usage: modelUsage } = body;
  return {
    things: [
      command(ensureWorkerType, workerTypeIdOf(typeSlug), { slug: typeSlug }),
      command(ensureRepository, repositoryId, { url: body.repository_url }),
      command(ensureRevision, revisionId, { repositoryId, hash, message, author }),
      command(ensureWorker, workerId, { slug, name, typeSlug, description, repositoryId }),
      command(publishWorkerVersion, workerVersionId, { workerId, revisionId, image, configuration, gpuUsage, modelUsage, instanceAdmin }),
    ],
    refs: command(moveRefs, repositoryId, { revisionId, refs: body.revision_references }),
  };
}
