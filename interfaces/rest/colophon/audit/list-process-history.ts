import { z } from 'zod';
import type { Recorded } from '../../../../domain/kernel/event.ts';
import { historyOf } from '../../../../projections/as-of/history.ts';
import { taskIdsOf } from '../../../../projections/tasks/queries.ts';
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
  async find({ path, query }, { db, audit }, wanted) {
    const streams = [`process-${path.id}`, ...(await taskIdsOf(db, path.id)).map((id) => `task-${id}`)];
    const all = await historyOf(audit.log, streams, query.until ?? null);
    const after = async (position: bigint | null, limit: number): Promise<readonly Recorded[]> =>
      all.filter((event) => position === null || event.position > position).slice(0, limit);
    return cursorPart(
      wanted,
      after,
      (event) => event.position,
      async () => all.length,
    );
  },
  shows: mapper({ shape: eventShape }),
});
