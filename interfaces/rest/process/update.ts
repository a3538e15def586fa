import { z } from 'zod';
import { command } from '../../../application/pipeline/command.ts';
import { refusal, refused } from '../../../domain/kernel/refusal.ts';
import { boundedText } from '../../../domain/kernel/texts.ts';
import { configureProcess } from '../../../domain/process/configure.ts';
import { processName } from '../../../domain/process/fields.ts';
import { requestStop } from '../../../domain/process/request-stop.ts';
import { write } from '../edge/operation.ts';
import { bodyId } from '../body-id.ts';
import { invalid } from '../edge/refusals/edge-refusal.ts';
import { admin } from '../edge/right.ts';
import { processAfter } from './answer.ts';
import { processId, processSchema } from './schema.ts';
import { corpusOfProcessInPath } from './target.ts';

const body = z
  .object({
    name: processName.nullable(),
    state: z.string().describe('Only `stopping`, and then nothing else'),
    element: bodyId().nullable(),
    element_type: z.string().max(50).nullable().describe('Slug'),
    ml_class: bodyId().nullable(),
    name_contains: boundedText.nullable(),
    load_children: z.boolean(),
    use_cache: z.boolean(),
    use_gpu: z.boolean(),
  })
  .partial();

const fields = {
  name: 'name',
  element: 'elementId',
  element_type: 'elementType',
  ml_class: 'mlClassId',
  name_contains: 'nameContains',
  load_children: 'loadChildren',
  use_cache: 'useCache',
  use_gpu: 'useGpu',
} as const;

export const partialUpdateProcess = write({
  id: 'PartialUpdateProcess',
  method: 'patch',
  path: '/process/{id}/',
  tag: 'processes',
  summary: 'Rename a process, configure a draft, or stop what runs.',
  who: admin.on(corpusOfProcessInPath),
  params: processId,
  body,
  answer: processSchema,
  command({ path, body: { state, ...rest } }) {
    const given = Object.entries(rest).filter(([, value]) => value !== undefined);
    if (state === undefined) {
      return command(
        configureProcess,
        path.id,
        Object.fromEntries(given.map(([key, value]) => [fields[key as keyof typeof fields], value])),
      );
    }
    if (state !== 'stopping') return refused(refusal('state_forbidden', { field: 'state' }));
    if (given.length > 0) return refused(invalid('state', 'A stop is asked for by the state alone.'));
    return command(requestStop, path.id, {});
  },
  async says(asked, outcome, services) {
    const { tasks: _, ...process } = await processAfter(asked.path.id, asked, outcome, services);
    return process;
  },
});
