import { z } from 'zod';
import { transcriptionsOf } from '../../../projections/transcriptions/queries.ts';
import { readPage } from '../edge/operation.ts';
import { flag, text, uuid, uuidOrFalse } from '../edge/query-values.ts';
import { guest } from '../edge/right.ts';
import { corpusOfElementInPath } from '../element/target.ts';
import { transcriptionSchema, transcriptionShown, transcriptionsWithElements } from './shapes.ts';

export const listTranscriptions = readPage({
  id: 'ListTranscriptions',
  method: 'get',
  path: '/element/{id}/transcriptions/',
  tag: 'transcriptions',
  summary: 'List the transcriptions of an element, or (recursive) also of everything below it.',
  who: guest.on(corpusOfElementInPath).orTask('corpus'),
  params: z.object({ id: uuid() }),
  query: z.object({
    element_type: text().optional(),
    recursive: flag().optional(),
    worker_version: uuidOrFalse().optional(),
    worker_run: uuidOrFalse().optional(),
  }),
  answer: transcriptionSchema,
  find: ({ path, query }, { db }, wanted) => {
    const filter = { elementType: query.element_type, workerRun: query.worker_run, workerVersion: query.worker_version };
    return transcriptionsOf(db, path.id, query.recursive ?? false, filter, wanted);
  },
  shows: ({ query }) => (query.recursive ? transcriptionsWithElements : transcriptionShown),
});
