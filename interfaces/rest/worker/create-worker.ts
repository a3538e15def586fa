import { z } from 'zod';
import { command } from '../../../application/pipeline/command.ts';
import { refusal, refused } from '../../../domain/kernel/refusal.ts';
import { slug } from '../../../domain/kernel/slug.ts';
import { boundedText, nameOf } from '../../../domain/kernel/texts.ts';
import { ensureRepository } from '../../../domain/repository/ensure-repository.ts';
import { repositoryUrl } from '../../../domain/repository/url.ts';
import { ensureWorkerType, workerTypeIdOf } from '../../../domain/worker-type/ensure-worker-type.ts';
import { createWorker } from '../../../domain/worker/create-worker.ts';
import { workers } from '../../../projections/workers/fold.ts';
import { action } from '../edge/operation.ts';
import { runCommands } from '../edge/perform/run-commands.ts';
import { originOf } from '../edge/perform/write.ts';
import { anyUser } from '../edge/right.ts';
import { rightsOf } from '../rights-of.ts';
import { made } from './made.ts';
import { contributes, exists, scopeOf } from './scope.ts';
import { workerSchema, workerShape } from './shapes.ts';

export const createWorkerOperation = action({
  id: 'CreateWorker',
  method: 'post',
  path: '/workers/',
  tag: 'workers',
  summary: 'Create a worker; contributors of a worker that has the slug in this repository get that one.',
  who: anyUser,
  body: z.object({
    name: nameOf(100),
    type: slug.describe('Slug of its type, which is made when it is new'),
    slug,
    repository_url: repositoryUrl.nullable().default(null),
    description: boundedText.default(''),
    public: z.boolean().default(false),
  }),
  answer: workerSchema,
  async respond(asked, services) {
    const { repository_url: url, type, ...about } = asked.body;
    const { workerId, repositoryId, targets } = scopeOf(url, about.slug);
    const ofContributor = await contributes(asked.principal, targets, services);
    const foreign = !ofContributor && repositoryId !== null && (await exists({ kind: 'repository', id: repositoryId }, services));
    if (foreign && !(await exists({ kind: 'worker', id: workerId }, services)))
      return refused(refusal('forbidden', { field: 'repository_url' }));
    const commands = [
      command(ensureWorkerType, workerTypeIdOf(type), { slug: type }),
      ...(repositoryId === null ? [] : [command(ensureRepository, repositoryId, { url })]),
      command(createWorker, workerId, { ...about, typeSlug: type, repositoryId, ofContributor }),
    ];
    const outcome = await runCommands(commands, originOf(asked), services.bus);
    return made(outcome, 'WorkerCreated', asked, services, async () => {
      const [row] = await services.answers.rows(workers, [workerId], outcome);
      if (!row) return null;
      const rights = await rightsOf('worker', [row], { ...services, asked });
      return workerShape(row, url, rights.get(row.id) ?? []);
    });
  },
});
