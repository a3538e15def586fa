import { z } from 'zod';
import { findEvent } from '../../../../application/audit/find-event.ts';
import { read } from '../../edge/operation.ts';
import { instanceAdmin } from '../../edge/right.ts';
import { mapper } from '../../edge/shown.ts';
import { eventSchema, eventShape } from './shapes.ts';

export const retrieveEvent = read({
  id: 'RetrieveEvent',
  method: 'get',
  path: '/colophon/event/{id}/',
  tag: 'colophon',
  summary: 'An event, by its id or its position.',
  who: instanceAdmin,
  params: z.object({ id: z.string().regex(/^(\d{1,18}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i) }),
  answer: eventSchema,
  find: async ({ path }, { audit }) => (await findEvent(audit, path.id)) ?? undefined,
  shows: mapper({ shape: eventShape }),
});
