import type { AnyDecision } from '../kernel/decision.ts';
import { createElementTranscriptions } from './create-element-transcriptions.ts';
import { createTranscription } from './create-transcription.ts';
import { createTranscriptions } from './create-transcriptions.ts';

export { results } from './state.ts';
export const resultsDecisions: readonly AnyDecision[] = [createElementTranscriptions, createTranscription, createTranscriptions];
