import { z } from 'zod';
import { command, type AnyCommand } from '../../../application/pipeline/command.ts';
import { refusal, refused } from '../../../domain/kernel/refusal.ts';
import { changeWorkerRun } from '../../../domain/process/change-worker-run.ts';
import { oneWorkerRun } from '../../../projections/worker-runs/queries.ts';
import { write } from '../edge/operation.ts';
import { bodyId } from '../body-id.ts';
import type { Refused } from '../edge/reply.ts';
import { admin, contributor } from '../edge/right.ts';
import type { Services } from '../edge/services.ts';
import { workerRunId, workerRunSchema } from './schema.ts';
import { workerRunShown } from './shapes.ts';
import { corpusOfRunInPath, workerOfRunInPath } from './target.ts';

const fields = { model_version_id: bodyId().nullable(), configuration_id: bodyId().nullable(), parents: z.array(bodyId()).max(200) };

interface Changes {
  readonly model_version_id?: string | null | undefined;
  readonly configuration_id?: string | null | undefined;
  readonly parents?: readonly string[] | undefined;
}

/** The change, addressed to the process of the run. What is undefined stays as it is. */
async function changeOf(
  id: string,
  { model_version_id, configuration_id, parents }: Changes,
  { db }: Services,
): Promise<AnyCommand | Refused> {
  const run = await oneWorkerRun(db, id);
  if (!run) return refused(refusal('not_found'));
  return command(changeWorkerRun, run.processId, {
    workerRunId: id,
    ...(model_version_id === undefined ? {} : { modelVersionId: model_version_id }),
    ...(configuration_id === undefined ? {} : { configurationId: configuration_id }),
    ...(parents === undefined ? {} : { parents }),
  });
}

const described = {
  path: '/process/workers/{id}/',
  tag: 'processes',
  summary: 'Change the parents, the model version or the configuration of a run of a draft.',
  who: admin.on(corpusOfRunInPath).and(contributor.on(workerOfRunInPath)),
  params: workerRunId,
  answer: workerRunSchema,
  shows: workerRunShown,
  key: ({ path }: { readonly path: { readonly id: string } }) => path.id,
} as const;

/** All three stand for the new values. */
export const updateWorkerRun = write({
  ...described,
  id: 'UpdateWorkerRun',
  method: 'put',
  body: z.object({
    model_version_id: fields.model_version_id.default(null),
    configuration_id: fields.configuration_id.default(null),
    parents: fields.parents,
  }),
  command: ({ path, body }, services) => changeOf(path.id, body, services),
});

/** What is absent stays as it is. */
export const partialUpdateWorkerRun = write({
  ...described,
  id: 'PartialUpdateWorkerRun',
  method: 'patch',
  body: z.object(fields).partial(),
  command: ({ path, body }, services) => changeOf(path.id, body, services),
});
