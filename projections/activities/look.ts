import type { ActivitiesLook } from '../../application/ports/look/activities.ts';
import { activityQueue } from '../activity-queue/fold.ts';
import { placeId } from '../activity-queue/queued-part.ts';
import type { CurrentRows } from '../engine/current-rows.ts';
import { processes } from '../processes/fold.ts';

export const activitiesLook = (current: CurrentRows): ActivitiesLook => ({
  async place(processId, workerRunId, elementId) {
    const [process, place] = await Promise.all([
      current.row(processes, processId),
      current.row(activityQueue, placeId(processId, workerRunId, elementId)),
    ]);
    return { sealed: process?.activityState === 'ready', queued: place !== null && place.run === process?.run };
  },
});
