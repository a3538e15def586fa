import { z } from 'zod';
import { beginning } from '../../../../application/ports/event-store.ts';
import { readArray } from '../../edge/operation.ts';
import { integer, text } from '../../edge/query-values.ts';
import { EdgeRefusal, invalid } from '../../edge/refusals/edge-refusal.ts';
import { instanceAdmin } from '../../edge/right.ts';
import { mapper } from '../../edge/shown.ts';
import { eventSchema, eventShape } from './shapes.ts';

const mostAtOnce = 500;

function positionOf(after: string | undefined): bigint {
  if (after === undefined) return beginning;
  if (/^\d{1,19}$/.test(after)) return BigInt(after);
  throw new EdgeRefusal([invalid('after', 'Must be a position as an event has it.')]);
}

export const listEvents = readArray({
  id: 'ListEvents',
  method: 'get',
  path: '/colophon/events/',
  tag: 'colophon',
  summary: 'The log after a position. Who asks again after the last position follows it.',
  who: instanceAdmin,
  query: z.object({ after: text().optional(), limit: integer({ min: 1, max: mostAtOnce }).optional() }),
  answer: eventSchema,
  find: async ({ query }, { audit }) => (await audit.log.readAll(positionOf(query.after), query.limit ?? 100)).events,
  shows: mapper({ shape: eventShape }),
});
