import { z } from 'zod';
import { countLateReports, lateReportsWhere, type LateReport } from '../../../../projections/late-reports/queries.ts';
import { readCursor } from '../../edge/operation.ts';
import { grantOn } from '../../edge/principals/level.ts';
import { uuid } from '../../edge/query-values.ts';
import { usersIf } from '../../edge/right.ts';
import { mapper } from '../../edge/shown.ts';
import { corpusOfStream } from './corpus-of.ts';
import { cursorPart } from './cursor.ts';

const query = z.object({ task_id: uuid().optional(), process: uuid().optional() });

const schema = z.object({
  event_id: z.uuid(),
  task_id: z.uuid(),
  process: z.uuid(),
  time: z.iso.datetime(),
  agent: z.uuid().nullable(),
  reported_term: z.int().nullable(),
  current_term: z.int(),
  report: z.object({ state: z.string(), exit_code: z.int().nullable() }),
  adopted: z.boolean(),
  adoptable: z.boolean().describe('May be adopted as its task stands: AdoptLateReport'),
});

const shape = (row: LateReport): z.infer<typeof schema> => ({
  event_id: row.id,
  task_id: row.taskId,
  process: row.processId,
  time: row.time.toISOString(),
  agent: row.agentId,
  reported_term: row.reportedTerm,
  current_term: row.currentTerm,
  report: { state: row.state, exit_code: row.exitCode },
  adopted: row.adopted,
  adoptable: row.adoptable,
});

export const listLateReports = readCursor({
  id: 'ListLateReports',
  method: 'get',
  path: '/colophon/late-reports/',
  tag: 'colophon',
  summary:
    'Reports about claims that were over, the newest first. Whoever administers a project may ask for one of its processes or tasks.',
  who: usersIf(async ({ person }, { query: { task_id, process } }: { readonly query: z.output<typeof query> }, services) => {
    if (person.admin) return 'granted';
    const streams = [...(task_id === undefined ? [] : [`task-${task_id}`]), ...(process === undefined ? [] : [`process-${process}`])];
    if (streams.length === 0) return 'forbidden';
    for (const stream of streams) {
      const corpus = await corpusOfStream(stream, services);
      const grant = corpus === null ? 'not_found' : await grantOn(person, 'admin', { kind: 'corpus', id: corpus }, services);
      if (grant !== 'granted') return grant;
    }
    return 'granted';
  }),
  query,
  answer: schema,
  find: ({ query: { task_id: taskId, process: processId } }, { db }, wanted) => {
    const filter = { taskId, processId };
    return cursorPart(
      wanted,
      (before, limit) => lateReportsWhere(db, filter, before, limit),
      ({ position }) => position,
      () => countLateReports(db, filter),
    );
  },
  shows: mapper({ shape }),
});
