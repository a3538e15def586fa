import { z } from 'zod';
import { changesOf, isEmpty } from '../kernel/changes.ts';
import { accepted, refusal, refused } from '../kernel/refusal.ts';
import { elementFields } from './fields.ts';
import { place, type KnownImage } from './place.ts';
import { decision, type ElementChanges } from './state.ts';
import { givenPolygon, type Polygon } from './zone.ts';

export interface UpdateElementFacts {
  /** The element as it is; null: it does not exist. */
  readonly element: { readonly image: KnownImage | null; readonly polygon: Polygon | null } | null;
  /** Id of the type named, in the element's project; null when there is none. */
  readonly typeId: string | null;
  /** The image named; null when it does not exist. */
  readonly image: KnownImage | null;
}

/**
 * Changes of one element. A new image keeps the polygon, which must lie inside it; an element without one then covers it whole;
 * `imageId: null` takes the zone away. Values that an earlier change has set already are not written again.
 */
export const updateElement = decision({
  name: 'UpdateElement',
  input: z.object({
    typeSlug: z.string().optional(),
    name: elementFields.name.optional(),
    imageId: z.uuid().nullable().optional(),
    polygon: givenPolygon.nullable().optional(),
    rotationAngle: elementFields.rotationAngle.optional(),
    mirrored: elementFields.mirrored.optional(),
    confidence: elementFields.confidence.optional(),
  }),
  decide(state, input, facts: UpdateElementFacts, { id }) {
    const { element } = facts;
    if (!element) return refused(refusal('not_found'));
    const { typeSlug, imageId, polygon, ...plain } = input;
    const unknownType = typeSlug !== undefined && facts.typeId === null;
    const placed = zoneOf(imageId, polygon, element, facts.image);
    if (unknownType || (placed && 'refusal' in placed)) {
      const message = `This project has no element type ${typeSlug}.`;
      return refused(
        ...(unknownType ? [refusal('validation_failed', { field: 'type', params: { message } })] : []),
        ...(placed && 'refusal' in placed ? [placed.refusal] : []),
      );
    }
    const wanted = { ...plain, ...placed?.zone, ...(typeSlug !== undefined && facts.typeId !== null ? { typeId: facts.typeId } : {}) };
    const changes = changesOf<ElementChanges>(state.changed, wanted);
    return isEmpty(changes) ? accepted() : accepted({ type: 'ElementUpdated', data: { elementId: id, ...changes } });
  },
});

type Current = NonNullable<UpdateElementFacts['element']>;

/** The zone that the request asks for; undefined when it does not touch it. */
function zoneOf(imageId: string | null | undefined, polygon: Polygon | null | undefined, current: Current, named: KnownImage | null) {
  if (imageId === undefined && polygon === undefined) return undefined;
  if (imageId === null) return place(polygon ?? null, null);
  return place(polygon === undefined ? current.polygon : polygon, imageId === undefined ? current.image : (named ?? undefined));
}
