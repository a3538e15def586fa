import type { KnownElement } from '../../domain/element-batch/facts.ts';
import { polygonKey, type Polygon } from '../../domain/element/zone.ts';
import { createElementTranscriptions } from '../../domain/results/create-element-transcriptions.ts';
import { secondLook, type Look } from '../ports/look/look.ts';
import { facts } from './facts.ts';
import { knownElement, knownTypes } from './known.ts';
import { runFacts } from './worker-run.ts';

export const createElementTranscriptionsFacts = facts(createElementTranscriptions, async (look, _state, input, { actor }) => {
  const { parentId, typeSlug, transcriptions } = input;
  const parent = await knownElement(look, parentId);
  const types = parent ? await knownTypes(look, parent.corpusId, [typeSlug]) : new Map<string, string>();
  const polygons = transcriptions.map(({ polygon }) => polygon);
  return {
    parent,
    types,
    children: await childrenAt(look, parent, types.get(typeSlug), polygons),
    ...(await runFacts(look, input, actor)),
  };
});

/** Children on the places named; asked again when a place has none, for it may have been made a moment ago. */
async function childrenAt(look: Look, parent: KnownElement | null, typeId: string | undefined, polygons: readonly Polygon[]) {
  if (!parent?.image || typeId === undefined) return [];
  const imageId = parent.image.id;
  return secondLook(
    look,
    () => look.elements.childrenOn(parent.id, typeId, imageId),
    (children) => {
      const there = new Set(children.map(({ polygon }) => polygonKey(polygon)));
      return polygons.some((polygon) => !there.has(polygonKey(polygon)));
    },
  );
}
