import type { AnyDecision } from '../kernel/decision.ts';
import { changeElementType } from './change-element-type.ts';
import { createCorpus } from './create-corpus.ts';
import { createElementType } from './create-element-type.ts';
import { updateCorpus } from './update-corpus.ts';

export { corpus } from './state.ts';
export const corpusDecisions: readonly AnyDecision[] = [changeElementType, createCorpus, createElementType, updateCorpus];
