import { createTranscriptions } from '../../domain/results/create-transcriptions.ts';
import { secondLook } from '../ports/look/look.ts';
import { facts } from './facts.ts';
import { runFacts } from './worker-run.ts';

export const createTranscriptionsFacts = facts(createTranscriptions, async (look, _state, input, { actor }) => {
  const named = [...new Set(input.transcriptions.map(({ elementId }) => elementId))];
  const corpora = await secondLook(
    look,
    () => look.elements.corporaOf(named),
    (found) => found.size < named.length,
  );
  return { corpora, ...(await runFacts(look, input, actor)) };
});
