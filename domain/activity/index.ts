import type { AnyDecision } from '../kernel/decision.ts';
import { reportActivity } from './report.ts';

export { activity } from './state.ts';
export const activityDecisions: readonly AnyDecision[] = [reportActivity];
