import { refusal, refused } from '../kernel/refusal.ts';
import type { ProcessState } from './state.ts';

/** There is no such process, or not any more. */
export const isUnknown = (state: ProcessState): boolean => state.life === 'none' || state.life === 'deleted';

export const unknownProcess = refused(refusal('not_found'));
