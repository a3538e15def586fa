import { z } from 'zod';
import { changesOf, isEmpty } from '../kernel/changes.ts';
import { accepted, refusal, refused } from '../kernel/refusal.ts';
import { boundedText, nameOf } from '../kernel/texts.ts';
import { decision } from './state.ts';

export const updateCorpus = decision({
  name: 'UpdateCorpus',
  input: z.object({ name: nameOf(250).optional(), description: boundedText.optional(), public: z.boolean().optional() }),
  decide(state, input) {
    if (!state.about) return refused(refusal('not_found'));
    const changes = changesOf(state.about, input);
    return isEmpty(changes) ? accepted() : accepted({ type: 'CorpusUpdated', data: changes });
  },
});
