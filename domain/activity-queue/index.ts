import type { AnyDecision } from '../kernel/decision.ts';
import { failActivityQueue } from './fail-queue.ts';
import { queueActivities } from './queue-activities.ts';
import { sealActivityQueue } from './seal-queue.ts';

export { activityQueue } from './state.ts';
export const activityQueueDecisions: readonly AnyDecision[] = [failActivityQueue, queueActivities, sealActivityQueue];
