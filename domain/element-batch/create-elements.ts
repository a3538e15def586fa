import { z } from 'zod';
import { elementFields } from '../element/fields.ts';
import { place } from '../element/place.ts';
import { madeBy, makingRun } from '../element/worker-run.ts';
import { givenPolygon } from '../element/zone.ts';
import { derivedId } from '../kernel/ids.ts';
import { accepted, refusal, refused } from '../kernel/refusal.ts';
import { userIdOf } from '../kernel/user.ts';
import type { CreatedElement } from './events.ts';
import { typeUnknown, type KnownElement, type TypeFacts } from './facts.ts';
import { decision } from './state.ts';
import { elementsCreated } from './written.ts';

export interface CreateElementsFacts extends TypeFacts {
  /** Null: it does not exist. */
  readonly parent: KnownElement | null;
}

/** Elements below a parent, on its image, in the order of the request. The id of item i (from 0) is `derivedId(commandId, i)`. */
export const createElements = decision({
  name: 'CreateElements',
  input: z.object({
    parentId: z.uuid(),
    elements: z.array(
      z.object({
        typeSlug: z.string(),
        name: elementFields.name,
        polygon: givenPolygon,
        confidence: elementFields.confidence.default(null),
      }),
    ),
    ...madeBy,
  }),
  decide(_state, input, facts: CreateElementsFacts, { commandId, actor }) {
    const { parent, types } = facts;
    if (!parent) return refused(refusal('not_found'));
    const run = makingRun(input, facts, actor);
    const made = input.elements.map(({ typeSlug, name, polygon, confidence }, index) => {
      const typeId = types.get(typeSlug);
      const placed = place(polygon, parent.image, `elements.${index}.`);
      const refusals = [
        ...(typeId === undefined ? [typeUnknown(typeSlug, `elements.${index}.type`)] : []),
        ...('refusal' in placed ? [placed.refusal] : []),
      ];
      if (typeId === undefined || 'refusal' in placed) return { refusals };
      const elementId = derivedId(commandId, index);
      const element: CreatedElement = {
        elementId,
        typeId,
        name,
        parentId: parent.id,
        ...placed.zone,
        rotationAngle: 0,
        mirrored: false,
        confidence,
      };
      return { refusals, element };
    });
    const refusals = made.flatMap((one) => one.refusals);
    if ('refusal' in run) return refused(run.refusal, ...refusals);
    if (refusals.length > 0) return refused(...refusals);
    const elements = made.flatMap(({ element }) => element ?? []);
    return accepted(...elementsCreated({ corpusId: parent.corpusId, workerRunId: run.workerRunId, creatorId: userIdOf(actor), elements }));
  },
});
