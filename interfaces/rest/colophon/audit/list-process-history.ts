import { z } from 'zod';
import { historyAfter, historyCount } from '../../../../projections/as-of/history.ts';
import { readCursor } from '../../edge/operation.ts';
import { guest } from '../../edge/right.ts';
import { mapper } from '../../edge/shown.ts';
import { processId } from '../../process/schema.ts';
import { corpusOfProcessEver } from './corpus-of.ts';
import { cursorPart } from './cursor.ts';
import { atQuery } from './moment.ts';
import { eventSchema, eventShape } from './shapes.ts';

export const listProcessHistory = readCursor({
  id: 'ListProcessHistory',
  method: 'get',
  path: '/colophon/process/{id}/history/',
  tag: 'colophon',
  summary: 'Everything that happened to a process and its tasks, in order.',
  who: guest.on(corpusOfProcessEver),
  params: processId,
  query: z.object({ until: atQuery.shape.at }),
  answer: eventSchema,
  find({ path, query }, { audit }, wanted) {
    const history = { processId: path.id, until: query.until ?? null };
    return cursorPart(
      wanted,
      (after, limit) => historyAfter(audit, history, after, limit),
      (event) => event.position,
      () => historyCount(audit, history),
    );
  },
  shows: mapper({ shape: eventShape }),
});
