import { z } from 'zod';
import { command } from '../../../application/pipeline/command.ts';
import { createCorpus } from '../../../domain/corpus/create-corpus.ts';
import { derivedId } from '../../../domain/kernel/ids.ts';
import { boundedText, nameOf } from '../../../domain/kernel/texts.ts';
import { write } from '../edge/operation.ts';
import { personOf } from '../edge/principal.ts';
import { anyUser } from '../edge/right.ts';
import { corpusSchema, corpusShown } from './shapes.ts';

export const createCorpusOperation = write({
  id: 'CreateCorpus',
  method: 'post',
  path: '/corpus/',
  tag: 'corpora',
  summary: 'Create a project, of which whoever asks becomes an administrator.',
  who: anyUser,
  body: z.object({ name: nameOf(250), description: boundedText.default(''), public: z.boolean().default(false) }),
  answer: corpusSchema,
  async command({ body, commandId, principal }, { identity }) {
    const id = derivedId(commandId, 0);
    const creator = personOf(principal);
    if (creator) await identity.memberships.grant(creator.id, { kind: 'corpus', id }, 'admin', String(creator.id));
    return command(createCorpus, id, body);
  },
  shows: corpusShown,
  key: ({ commandId }) => derivedId(commandId, 0),
});
