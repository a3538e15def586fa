import { z } from 'zod';
import { command } from '../../../application/pipeline/command.ts';
import { derivedId } from '../../../domain/kernel/ids.ts';
import { createTranscriptions } from '../../../domain/results/create-transcriptions.ts';
import { orientations, type ResultsEvent } from '../../../domain/results/events.ts';
import { transcriptionFields } from '../../../domain/results/fields.ts';
import { write } from '../edge/operation.ts';
import { bodyId } from '../body-id.ts';
import { madeByBody, madeByOf } from '../made-by.ts';
import { transcriptionWriters } from './writers.ts';

export const createTranscriptionsOperation = write({
  id: 'CreateTranscriptions',
  method: 'post',
  path: '/transcription/bulk/',
  tag: 'transcriptions',
  who: transcriptionWriters,
  body: z.object({ transcriptions: z.array(z.object({ element_id: bodyId(), ...transcriptionFields })), ...madeByBody }),
  answer: z.object({
    worker_run_id: z.uuid().nullable(),
    transcriptions: z.array(
      z.object({
        id: z.uuid(),
        element_id: z.uuid(),
        text: z.string(),
        confidence: z.number().nullable(),
        orientation: z.enum(orientations),
      }),
    ),
  }),
  command: ({ body, commandId }) =>
    command(createTranscriptions, commandId, {
      transcriptions: body.transcriptions.map(({ element_id, ...rest }) => ({ elementId: element_id, ...rest })),
      ...madeByOf(body),
    }),
  says: ({ body, commandId }, { events }) => ({
    worker_run_id: (events[0] as ResultsEvent | undefined)?.data.workerRunId ?? null,
    transcriptions: body.transcriptions.map((item, index) => ({ id: derivedId(commandId, index), ...item })),
  }),
});
