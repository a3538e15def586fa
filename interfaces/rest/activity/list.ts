import { z } from 'zod';
import type { CursorKey } from '../../../application/ports/paging.ts';
import { activitiesOfProcess, countActivities, type ActivityPlace } from '../../../projections/activities/queries.ts';
import type { ActivityRow } from '../../../projections/activities/row.ts';
import { readCursor } from '../edge/operation.ts';
import { oneOf, uuid } from '../edge/query-values.ts';
import { EdgeRefusal, invalid } from '../edge/refusals/edge-refusal.ts';
import { guest } from '../edge/right.ts';
import { mapper } from '../edge/shown.ts';
import { processId } from '../process/schema.ts';
import { corpusOfProcessInPath } from '../process/target.ts';
import { activitySchema, activityStates, type ActivityJson } from './schema.ts';

const keySchema = z.tuple([z.int32().min(0), z.uuid()]);

function fromCursor(after: CursorKey | null): ActivityPlace | null {
  if (after === null) return null;
  const key = keySchema.safeParse(after);
  if (!key.success) throw new EdgeRefusal([invalid('cursor', 'This cursor is not valid.')]);
  return { place: key.data[0], id: key.data[1] };
}

const activityShown = mapper({
  shape: (row: ActivityRow): ActivityJson => ({
    id: row.id,
    element_id: row.elementId,
    state: row.state,
    process_id: row.processId,
    worker_run_id: row.workerRunId,
    worker_version_id: row.workerVersionId,
    model_version_id: row.modelVersionId,
    configuration_id: row.configurationId,
    created: row.created.toISOString(),
    updated: row.updated.toISOString(),
    started: row.startedAt?.toISOString() ?? null,
  }),
});

export const listWorkerActivities = readCursor({
  id: 'ListWorkerActivities',
  method: 'get',
  path: '/process/{id}/activity/',
  tag: 'activities',
  summary: 'List the activities of a process, in the order of its queue.',
  who: guest.on(corpusOfProcessInPath).orTask('own'),
  params: processId,
  query: z.object({ state: oneOf(...activityStates).optional(), worker_run: uuid().optional(), element: uuid().optional() }),
  answer: activitySchema,
  async find({ path, query }, { db }, { after, limit, withCount }) {
    const filter = { state: query.state, workerRunId: query.worker_run, elementId: query.element };
    const page = await activitiesOfProcess(db, path.id, filter, fromCursor(after), limit + 1);
    const rows = page.slice(0, limit);
    const last = rows.at(-1);
    return {
      rows,
      next: page.length > limit && last ? [last.place, last.id] : null,
      count: withCount ? await countActivities(db, path.id, filter) : null,
    };
  },
  shows: activityShown,
});
