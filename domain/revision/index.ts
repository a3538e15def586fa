import type { AnyDecision } from '../kernel/decision.ts';
import { ensureRevision } from './ensure-revision.ts';

export { revision } from './state.ts';
export const revisionDecisions: readonly AnyDecision[] = [ensureRevision];
