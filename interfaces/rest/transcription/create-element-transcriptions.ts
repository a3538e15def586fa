import { z } from 'zod';
import { command } from '../../../application/pipeline/command.ts';
import type { DomainEvent } from '../../../domain/kernel/event.ts';
import { elementFields } from '../../../domain/element/fields.ts';
import { givenPolygon } from '../../../domain/element/zone.ts';
import { createElementTranscriptions } from '../../../domain/results/create-element-transcriptions.ts';
import type { ResultsEvent } from '../../../domain/results/events.ts';
import { transcriptionFields } from '../../../domain/results/fields.ts';
import { write } from '../edge/operation.ts';
import { uuid } from '../edge/query-values.ts';
import { contributor } from '../edge/right.ts';
import { corpusOfElementInPath } from '../element/target.ts';
import { madeByBody, madeByOf } from '../made-by.ts';

const item = z.object({ id: z.uuid(), element_id: z.uuid(), created: z.boolean() });

export const createElementTranscriptionsOperation = write({
  id: 'CreateElementTranscriptions',
  method: 'post',
  path: '/element/{id}/transcriptions/bulk/',
  tag: 'transcriptions',
  summary: 'Transcribe places on an element; places without a child of the type named get one.',
  who: contributor.on(corpusOfElementInPath).orTask('corpus'),
  params: z.object({ id: uuid() }),
  body: z.object({
    element_type: z.string().describe('Slug of the type of the children'),
    transcriptions: z.array(
      z.object({ polygon: givenPolygon, ...transcriptionFields, element_confidence: elementFields.confidence.default(null) }),
    ),
    return_elements: z.boolean().default(true).describe('The elements are answered in any case'),
    ...madeByBody,
  }),
  answer: z.array(item),
  command: ({ path, body, commandId }) =>
    command(createElementTranscriptions, commandId, {
      parentId: path.id,
      typeSlug: body.element_type,
      transcriptions: body.transcriptions.map(({ element_confidence, ...rest }) => ({ elementConfidence: element_confidence, ...rest })),
      ...madeByOf(body),
    }),
  says: (_asked, { events }) => itemsOf(events),
});

/** In the order of the request; an element is `created` for the first item that lies on it. */
function itemsOf(events: readonly DomainEvent[]): z.infer<typeof item>[] {
  const results = events as readonly ResultsEvent[];
  const fresh = new Set(
    results.flatMap((event) => (event.type === 'ElementsCreated' ? event.data.elements.map(({ elementId }) => elementId) : [])),
  );
  const written = results.flatMap((event) => (event.type === 'TranscriptionsCreated' ? event.data.transcriptions : []));
  return written.map(({ transcriptionId, elementId }) => ({
    id: transcriptionId,
    element_id: elementId,
    created: fresh.delete(elementId),
  }));
}
