import { z } from 'zod';
import { command } from '../../../application/pipeline/command.ts';
import { updateCorpus } from '../../../domain/corpus/update-corpus.ts';
import { boundedText, nameOf } from '../../../domain/kernel/texts.ts';
import { uuid } from '../edge/query-values.ts';
import { write } from '../edge/operation.ts';
import { admin } from '../edge/right.ts';
import { named } from '../edge/target.ts';
import { corpusSchema, corpusShown } from './shapes.ts';

export const partialUpdateCorpus = write({
  id: 'PartialUpdateCorpus',
  method: 'patch',
  path: '/corpus/{id}/',
  tag: 'corpora',
  who: admin.on(named('corpus', 'id')),
  params: z.object({ id: uuid() }),
  body: z.object({ name: nameOf(250), description: boundedText, public: z.boolean() }).partial(),
  answer: corpusSchema,
  command: ({ path, body }) => command(updateCorpus, path.id, body),
  shows: corpusShown,
  key: ({ path }) => path.id,
});
