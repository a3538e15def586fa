import { z } from 'zod';
import { derivedId } from '../kernel/ids.ts';
import { accepted } from '../kernel/refusal.ts';
import { boundedText, nameOf } from '../kernel/texts.ts';
import { userIdOf } from '../kernel/user.ts';
import type { CorpusEvent } from './events.ts';
import { decision } from './state.ts';

const firstTypes = [
  { slug: 'folder', displayName: 'Folder', folder: true, color: '8a6d3b' },
  { slug: 'page', displayName: 'Page', folder: false, color: '28b62c' },
  { slug: 'text_line', displayName: 'Text line', folder: false, color: '2a7fb8' },
] as const;

/** A project, with the types of element that nearly everybody needs. */
export const createCorpus = decision({
  name: 'CreateCorpus',
  input: z.object({ name: nameOf(250), description: boundedText.default(''), public: z.boolean().default(false) }),
  decide(state, input, _facts: void, { id, commandId, actor }) {
    if (state.about) return accepted();
    const types = firstTypes.map((type, index): CorpusEvent => ({
      type: 'ElementTypeAdded',
      data: { elementTypeId: derivedId(commandId, index + 1), ...type, indexable: false },
    }));
    return accepted({ type: 'CorpusCreated', data: { corpusId: id, ...input, creatorId: userIdOf(actor) } }, ...types);
  },
});
