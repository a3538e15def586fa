import { z } from 'zod';
import { command } from '../../../application/pipeline/command.ts';
import { derivedId } from '../../../domain/kernel/ids.ts';
import { createTranscription } from '../../../domain/results/create-transcription.ts';
import { transcriptionFields } from '../../../domain/results/fields.ts';
import { write } from '../edge/operation.ts';
import { uuid } from '../edge/query-values.ts';
import { contributor } from '../edge/right.ts';
import { corpusOfElementInPath } from '../element/target.ts';
import { madeByBody, madeByOf } from '../made-by.ts';
import { transcriptionSchema, transcriptionShown } from './shapes.ts';

export const createTranscriptionOperation = write({
  id: 'CreateTranscription',
  method: 'post',
  path: '/element/{id}/transcription/',
  tag: 'transcriptions',
  who: contributor.on(corpusOfElementInPath).orTask('corpus'),
  params: z.object({ id: uuid() }),
  body: z.object({ ...transcriptionFields, ...madeByBody }),
  answer: transcriptionSchema,
  command: ({ path, body, commandId }) => {
    const { text, confidence, orientation } = body;
    return command(createTranscription, commandId, { elementId: path.id, text, confidence, orientation, ...madeByOf(body) });
  },
  shows: transcriptionShown,
  key: ({ commandId }) => derivedId(commandId, 0),
});
