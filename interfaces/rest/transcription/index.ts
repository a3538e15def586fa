import type { AnyOperation } from '../edge/operation.ts';
import { createElementTranscriptionsOperation } from './create-element-transcriptions.ts';
import { createTranscriptionOperation } from './create-transcription.ts';
import { createTranscriptionsOperation } from './create-transcriptions.ts';
import { listTranscriptions } from './list-transcriptions.ts';
import { retrieveTranscription } from './retrieve-transcription.ts';

export const transcriptionOperations: readonly AnyOperation[] = [
  createElementTranscriptionsOperation,
  createTranscriptionOperation,
  createTranscriptionsOperation,
  listTranscriptions,
  retrieveTranscription,
];
