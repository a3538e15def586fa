import { z } from 'zod';
import { oneTranscription } from '../../../projections/transcriptions/queries.ts';
import { read } from '../edge/operation.ts';
import { uuid } from '../edge/query-values.ts';
import { guest } from '../edge/right.ts';
import { located } from '../edge/target.ts';
import { transcriptionSchema, transcriptionShown } from './shapes.ts';

const corpusOfTranscription = located<{ readonly id: string }>(async ({ path }, { db }) => {
  const row = await oneTranscription(db, path.id);
  return row ? { kind: 'corpus', id: row.corpusId } : null;
});

export const retrieveTranscription = read({
  id: 'RetrieveTranscription',
  method: 'get',
  path: '/transcription/{id}/',
  tag: 'transcriptions',
  who: guest.on(corpusOfTranscription).orTask('corpus'),
  params: z.object({ id: uuid() }),
  answer: transcriptionSchema,
  find: ({ path }, { db }) => oneTranscription(db, path.id),
  shows: transcriptionShown,
});
