import { z } from 'zod';
import { elementFields } from '../element/fields.ts';
import { place, type KnownImage } from '../element/place.ts';
import { madeBy, makingRun } from '../element/worker-run.ts';
import { givenPolygon } from '../element/zone.ts';
import { derivedId } from '../kernel/ids.ts';
import { accepted, refusal, refused } from '../kernel/refusal.ts';
import { userIdOf } from '../kernel/user.ts';
import { typeUnknown, type KnownElement, type TypeFacts } from './facts.ts';
import { decision } from './state.ts';
import { elementsCreated } from './written.ts';

export interface CreateElementFacts extends TypeFacts {
  /** Null: none was named, or it does not exist. */
  readonly parent: KnownElement | null;
  /** The image named in the request; null: none was named, or it does not exist. */
  readonly image: KnownImage | null;
}

/** One element. Its id is `derivedId(commandId, 0)`. Without an image of its own, a polygon lies on the parent's. */
export const createElement = decision({
  name: 'CreateElement',
  input: z.object({
    corpusId: z.uuid(),
    typeSlug: z.string(),
    parentId: z.uuid().nullable().default(null),
    imageId: z.uuid().nullable().default(null),
    polygon: givenPolygon.nullable().default(null),
    name: elementFields.name,
    rotationAngle: elementFields.rotationAngle.default(0),
    mirrored: elementFields.mirrored.default(false),
    confidence: elementFields.confidence.default(null),
    ...madeBy,
  }),
  decide(_state, input, facts: CreateElementFacts, { commandId, actor }) {
    const { corpusId, parentId, name, rotationAngle, mirrored, confidence } = input;
    const typeId = facts.types.get(input.typeSlug);
    const inherited = input.polygon ? (facts.parent?.image ?? null) : null;
    const placed = place(input.polygon, input.imageId === null ? inherited : (facts.image ?? undefined));
    const run = makingRun(input, facts, actor);
    const foreign = parentId !== null && facts.parent?.corpusId !== corpusId;
    if (typeId === undefined || foreign || 'refusal' in placed || 'refusal' in run) {
      return refused(
        ...(typeId === undefined ? [typeUnknown(input.typeSlug, 'type')] : []),
        ...(foreign ? [refusal('validation_failed', { field: 'parent', params: { message: 'This project has no such element.' } })] : []),
        ...('refusal' in placed ? [placed.refusal] : []),
        ...('refusal' in run ? [run.refusal] : []),
      );
    }
    const element = { elementId: derivedId(commandId, 0), typeId, name, parentId, ...placed.zone, rotationAngle, mirrored, confidence };
    return accepted(...elementsCreated({ corpusId, workerRunId: run.workerRunId, creatorId: userIdOf(actor), elements: [element] }));
  },
});
