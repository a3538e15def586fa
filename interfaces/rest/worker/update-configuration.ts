import { z } from 'zod';
import { command } from '../../../application/pipeline/command.ts';
import { refusal, refused } from '../../../domain/kernel/refusal.ts';
import { nameOf } from '../../../domain/kernel/texts.ts';
import { updateConfiguration } from '../../../domain/worker/update-configuration.ts';
import { oneConfiguration } from '../../../projections/worker-configurations/queries.ts';
import { write } from '../edge/operation.ts';
import { personOf } from '../edge/principal.ts';
import { uuid } from '../edge/query-values.ts';
import { contributor } from '../edge/right.ts';
import { configurationSchema, configurationShown } from './shapes.ts';
import { workerOfConfiguration } from './target.ts';

export const partialUpdateWorkerConfiguration = write({
  id: 'PartialUpdateWorkerConfiguration',
  method: 'patch',
  path: '/workers/configurations/{id}/',
  tag: 'workers',
  summary: 'Rename or archive a configuration; only an instance admin takes it out of the archive.',
  who: contributor.on(workerOfConfiguration),
  params: z.object({ id: uuid() }),
  body: z.object({ name: nameOf(250), archived: z.boolean() }).partial(),
  answer: configurationSchema,
  async command({ path, body, principal }, { db }) {
    const configuration = await oneConfiguration(db, path.id);
    if (!configuration) return refused(refusal('not_found'));
    const instanceAdmin = personOf(principal)?.admin ?? false;
    return command(updateConfiguration, configuration.workerId, { configurationId: path.id, ...body, instanceAdmin });
  },
  shows: configurationShown,
  key: ({ path }) => path.id,
});
