import { z } from 'zod';
import { readCursor } from '../../edge/operation.ts';
import { text } from '../../edge/query-values.ts';
import { EdgeRefusal, invalid } from '../../edge/refusals/edge-refusal.ts';
import { instanceAdmin } from '../../edge/right.ts';
import { parkedSchema, parkedShown } from './shapes.ts';

export const listParked = readCursor({
  id: 'ListParked',
  method: 'get',
  path: '/colophon/parked/',
  tag: 'colophon',
  summary: 'List the jobs that nobody tries any more until somebody decides, the oldest first.',
  who: instanceAdmin,
  query: z.object({ kind: text().optional(), key: text().optional() }),
  answer: parkedSchema,
  find: async ({ query: { kind: reactor, key } }, { parking }, wanted) => {
    if (reactor !== undefined && !parking.kinds.includes(reactor))
      throw new EdgeRefusal([invalid('kind', `Must be one of ${parking.kinds.join(', ')}.`)]);
    return parking.list({ reactor, key }, wanted);
  },
  shows: parkedShown,
});
