import { z } from 'zod';
import { command } from '../../../application/pipeline/command.ts';
import { secondLook } from '../../../application/ports/look/look.ts';
import type { ActivityClaim } from '../../../domain/activity/events.ts';
import { reportActivity, type ReportInput } from '../../../domain/activity/report.ts';
import { activityId } from '../../../domain/kernel/ids.ts';
import { refusal, refused } from '../../../domain/kernel/refusal.ts';
import { runsMeant } from '../../../projections/worker-runs/meant.ts';
import { bodyId } from '../body-id.ts';
import { write } from '../edge/operation.ts';
import type { Principal } from '../edge/principal.ts';
import { uuid } from '../edge/query-values.ts';
import { contributor } from '../edge/right.ts';
import { reportSchema } from './schema.ts';
import { corpusOfProcessInBody } from './target.ts';

const claimOf = (principal: Principal): ActivityClaim =>
  principal.kind === 'task'
    ? { taskId: principal.taskId, term: principal.term, userId: null }
    : { taskId: null, term: null, userId: principal.kind === 'user' ? principal.person.id : null };

/**
 * How far a worker is with an element. The id is that of the worker run; the path says "versions" for historical reasons, and the id
 * of a version that the process uses once is still understood.
 */
export const updateWorkerActivity = write({
  id: 'UpdateWorkerActivity',
  method: 'put',
  path: '/workers/versions/{id}/activity/',
  tag: 'activities',
  summary: 'Report that a worker run has started, processed or failed on an element.',
  who: contributor
    .on(corpusOfProcessInBody)
    .orTaskIf(async (task, { body }: { readonly body: { readonly process_id: string } }) =>
      task.processId === body.process_id ? 'granted' : 'forbidden',
    ),
  params: z.object({ id: uuid() }),
  body: z.object({ element_id: bodyId(), process_id: bodyId(), state: reportSchema.shape.state }),
  answer: reportSchema,
  async command({ path, body, principal }, { db, current, look }) {
    const { process_id: processId, element_id: elementId, state } = body;
    const meant = await secondLook(
      look,
      () => runsMeant(db, current, processId, path.id),
      (found) => found.length === 0,
    );
    const [run, ...more] = meant;
    if (!run) return refused(refusal('activity_run_unknown'));
    if (more.length > 0) return refused(refusal('activity_ambiguous'));
    const { id: workerRunId, corpusId, workerVersionId, modelVersionId, configurationId } = run;
    if (corpusId === null) return refused(refusal('activities_not_ready', { field: 'process_id' }));
    const id = activityId(elementId, workerVersionId, modelVersionId, configurationId);
    const worker = { workerVersionId, modelVersionId, configurationId };
    const input: ReportInput = { state, elementId, corpusId, processId, workerRunId, ...worker, claim: claimOf(principal) };
    return command(reportActivity, id, input);
  },
  headers: ({ path }, [report]) => (report?.input.workerRunId === path.id ? {} : { Deprecation: 'true' }),
  says: ({ body: { element_id, process_id, state } }) => ({ element_id, process_id, state }),
});
