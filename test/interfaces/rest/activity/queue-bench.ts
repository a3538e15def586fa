import type { Person } from '../../../../application/ports/identity/people.ts';
import { corpusOperations } from '../../../../interfaces/rest/corpus/index.ts';
import { activityOperations } from '../../../../interfaces/rest/activity/index.ts';
import { activityQueueId } from '../../../../domain/activity-queue/state.ts';
import type { WorkerRun } from '../../../../domain/process/events.ts';
import { elementId } from '../../../support/activities.ts';
import { inStream } from '../../../support/folding.ts';
import type { TestScope } from '../../../support/postgres.ts';
import * as processes from '../../../support/processes.ts';
import { restBench } from '../../../support/rest-bench.ts';
import * as tasks from '../../../support/tasks.ts';
import { published } from '../../../support/workshop.ts';

export const { processId, reader } = processes;
export const ofProcess = inStream(`process-${processId}`);
export const ofQueue = inStream(`activityqueue-${activityQueueId(processId, 1)}`);

export const queueOf = (runs: readonly WorkerRun[], elements: readonly number[]) =>
  ofQueue({
    type: 'ActivitiesQueued',
    data: {
      ...{ processId, run: 1, part: 0, elementIds: elements.map(elementId) },
      keys: runs.map(({ workerRunId, workerVersionId, modelVersionId, configurationId }) => ({
        ...{ workerRunId, workerVersionId, modelVersionId, configurationId },
      })),
    },
  });
export const sealed = ofQueue({ type: 'ActivityQueueSealed', data: { processId, run: 1, parts: 1, elements: 3 } });

/** A server on which a process of `ann` was started with these worker runs over elements 1 to 3; its queue is sealed unless told otherwise. */
export async function queueBench(t: TestScope, { runs = [reader], queue = [...queueOf(runs, [1, 2, 3]), ...sealed] } = {}) {
  const bench = await restBench(t, [...corpusOperations, ...activityOperations]);
  const ann = bench.person();
  const { body: corpus } = await bench.ask('POST', '/corpus/', { as: ann, body: { name: 'Registers' } });
  const started = processes.started({ nodes: processes.nodesOf(...runs) });
  const created = processes.created({ creatorId: ann.id, corpusId: corpus.id });
  await bench.happened(...published(), ...ofProcess(created, ...runs.map(processes.added), started), ...queue);

  /** A task of the process (or of another) whose claim of this term is live: what to give as `as`. */
  const taskOf = (taskId: string, { term = 1, of = processId } = {}): string => {
    const about = { live: true, endedAt: null, claimed: 0n, processId: of, workerRunId: reader.workerRunId, creatorId: ann.id };
    bench.claims.set(`${taskId}.${term}`, about);
    return `Ponos ${taskId}.${term}.ok`;
  };
  const report = (state: string, as: Person | string, { element = 1, id = reader.workerRunId, process = processId } = {}) =>
    bench.ask('PUT', `/workers/versions/${id}/activity/`, { as, body: { element_id: elementId(element), process_id: process, state } });
  return { ...bench, ann, corpus: corpus.id as string, task: taskOf(tasks.taskId), taskOf, report };
}
