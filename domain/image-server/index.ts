import type { AnyDecision } from '../kernel/decision.ts';
import { addImageServer } from './add-image-server.ts';

export { imageServer } from './state.ts';
export const imageServerDecisions: readonly AnyDecision[] = [addImageServer];
