import { z } from 'zod';
import { readCursor } from '../../edge/operation.ts';
import { text } from '../../edge/query-values.ts';
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
  find: ({ query: { kind: reactor, key } }, { parking }, wanted) => parking.list({ reactor, key }, wanted),
  shows: parkedShown,
});
