import type { AnyOperation } from '../edge/operation.ts';
import { listWorkerActivities } from './list.ts';
import { retrieveProcessWorkersActivity } from './retrieve-statistics.ts';
import { updateWorkerActivity } from './update.ts';

export const activityOperations: readonly AnyOperation[] = [listWorkerActivities, retrieveProcessWorkersActivity, updateWorkerActivity];
