import { createTranscription } from '../../domain/results/create-transcription.ts';
import { facts } from './facts.ts';
import { knownElement } from './known.ts';
import { runFacts } from './worker-run.ts';

export const createTranscriptionFacts = facts(createTranscription, async (look, _state, input, { actor }) => ({
  corpusId: (await knownElement(look, input.elementId))?.corpusId ?? null,
  ...(await runFacts(look, input, actor)),
}));
