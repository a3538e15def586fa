import { z } from 'zod';
import { typeUnknown, type KnownElement, type TypeFacts } from '../element-batch/facts.ts';
import type { CreatedElement } from '../element-batch/events.ts';
import { elementsCreated } from '../element-batch/written.ts';
import { elementFields } from '../element/fields.ts';
import { place } from '../element/place.ts';
import { madeBy, makingRun } from '../element/worker-run.ts';
import { givenPolygon, polygonKey, type Polygon } from '../element/zone.ts';
import { derivedId } from '../kernel/ids.ts';
import { accepted, refusal, refused } from '../kernel/refusal.ts';
import { userIdOf } from '../kernel/user.ts';
import { transcriptionFields } from './fields.ts';
import { decision } from './state.ts';
import { transcriptionsCreated } from './written.ts';

export interface CreateElementTranscriptionsFacts extends TypeFacts {
  /** Null: it does not exist. */
  readonly parent: KnownElement | null;
  /** Children of the parent that have the type named and a polygon, in their order. */
  readonly children: readonly { readonly id: string; readonly polygon: Polygon }[];
}

/**
 * Texts on places of one element: each lies on a child of the type named. A child with that polygon is used again, also for a second
 * item of the same request; the others are made, named by their number in the request. Ids of item i (from 0):
 * `derivedId(commandId, i)` of its transcription, `derivedId(commandId, 'element i')` of the element made for it. What this command has
 * made already does not count as there, so a repetition decides the same.
 */
export const createElementTranscriptions = decision({
  name: 'CreateElementTranscriptions',
  input: z.object({
    parentId: z.uuid(),
    typeSlug: z.string(),
    transcriptions: z.array(
      z.object({ polygon: givenPolygon, elementConfidence: elementFields.confidence.default(null), ...transcriptionFields }),
    ),
    ...madeBy,
  }),
  decide(_state, { typeSlug, transcriptions, ...made }, facts: CreateElementTranscriptionsFacts, { commandId, actor }) {
    const { parent, types } = facts;
    if (!parent) return refused(refusal('not_found'));
    const run = makingRun(made, facts, actor);
    const typeId = types.get(typeSlug);
    const misplaced = transcriptions.flatMap(({ polygon }, index) => {
      const placed = place(polygon, parent.image, `transcriptions.${index}.`);
      return 'refusal' in placed ? [placed.refusal] : [];
    });
    if ('refusal' in run || typeId === undefined || misplaced.length > 0) {
      return refused(
        ...('refusal' in run ? [run.refusal] : []),
        ...(typeId === undefined ? [typeUnknown(typeSlug, 'element_type')] : []),
        ...misplaced,
      );
    }
    const own = new Set(transcriptions.map((_, index) => derivedId(commandId, `element ${index}`)));
    const others = facts.children.filter(({ id }) => !own.has(id));
    const elementAt = new Map(others.toReversed().map(({ id, polygon }) => [polygonKey(polygon), id]));
    const elements: CreatedElement[] = [];
    const created = transcriptions.map(({ polygon, elementConfidence, ...item }, index) => {
      const key = polygonKey(polygon);
      const elementId = elementAt.get(key) ?? derivedId(commandId, `element ${index}`);
      if (!elementAt.has(key)) {
        elementAt.set(key, elementId);
        const zone = { imageId: parent.image?.id ?? null, polygon, rotationAngle: 0, mirrored: false };
        elements.push({ elementId, typeId, name: String(index + 1), parentId: parent.id, ...zone, confidence: elementConfidence });
      }
      return { transcriptionId: derivedId(commandId, index), elementId, ...item };
    });
    const about = { corpusId: parent.corpusId, workerRunId: run.workerRunId };
    return accepted(
      ...elementsCreated({ ...about, creatorId: userIdOf(actor), elements }),
      ...transcriptionsCreated({ ...about, userId: userIdOf(actor), transcriptions: created }),
    );
  },
});
