import { z } from 'zod';
import { command } from '../../../application/pipeline/command.ts';
import { derivedId } from '../../../domain/kernel/ids.ts';
import { nameOf } from '../../../domain/kernel/texts.ts';
import { boundedConfiguration } from '../../../domain/worker/bounded-configuration.ts';
import { createConfiguration } from '../../../domain/worker/create-configuration.ts';
import { write } from '../edge/operation.ts';
import { uuid } from '../edge/query-values.ts';
import { contributor } from '../edge/right.ts';
import { named } from '../edge/target.ts';
import { configurationSchema, configurationShown } from './shapes.ts';

export const createWorkerConfiguration = write({
  id: 'CreateWorkerConfiguration',
  method: 'post',
  path: '/workers/{id}/configurations/',
  tag: 'workers',
  who: contributor.on(named('worker', 'id')),
  params: z.object({ id: uuid() }),
  body: z.object({ name: nameOf(250), configuration: boundedConfiguration }),
  answer: configurationSchema,
  command: ({ path, body }) => command(createConfiguration, path.id, body),
  shows: configurationShown,
  key: ({ commandId }) => derivedId(commandId, 0),
});
