import { test } from 'tap';
import { failActivityQueue } from '../../../domain/activity-queue/fail-queue.ts';
import { queueActivities } from '../../../domain/activity-queue/queue-activities.ts';
import { sealActivityQueue } from '../../../domain/activity-queue/seal-queue.ts';
import { activityQueue } from '../../../domain/activity-queue/state.ts';
import type { ActivityQueueEvent } from '../../../domain/activity-queue/events.ts';
import { given } from '../../support/given.ts';

const run = { processId: 'c1f1b1f2-6f0e-4e57-8a52-8b2a7dd6a001', run: 1 };
const part = { ...run, part: 0, keys: [], elementIds: ['c1f1b1f2-6f0e-4e57-8a52-8b2a7dd6a002'] };
const queued: ActivityQueueEvent = { type: 'ActivitiesQueued', data: part };
const sealed: ActivityQueueEvent = { type: 'ActivityQueueSealed', data: { ...run, parts: 1, elements: 1 } };
const failed: ActivityQueueEvent = { type: 'ActivityQueueFailed', data: { ...run, reason: 'gone' } };

test('parts are queued until the queue is sealed', async () => {
  given(activityQueue).when(queueActivities, part).then(queued);
  given(activityQueue, queued).when(queueActivities, part).then(queued);
  given(activityQueue, queued, sealed).when(queueActivities, part).then();
});

test('a queue is sealed once', async () => {
  given(activityQueue, queued)
    .when(sealActivityQueue, sealed.data as never)
    .then(sealed);
  given(activityQueue, queued, sealed)
    .when(sealActivityQueue, sealed.data as never)
    .then();
});

test('a queue that failed can be completed by a restarted step; a sealed one cannot fail', async () => {
  given(activityQueue, queued)
    .when(failActivityQueue, { ...run, reason: 'gone' })
    .then(failed);
  given(activityQueue, failed)
    .when(sealActivityQueue, sealed.data as never)
    .then(sealed);
  given(activityQueue, sealed)
    .when(failActivityQueue, { ...run, reason: 'gone' })
    .then();
});
