import { updateElement } from '../../domain/element/update-element.ts';
import { facts } from './facts.ts';
import { knownElement, knownImage, knownTypes } from './known.ts';

export const updateElementFacts = facts(updateElement, async (look, _state, { typeSlug, imageId }, { id }) => {
  const element = await knownElement(look, id);
  const types = element && typeSlug !== undefined ? await knownTypes(look, element.corpusId, [typeSlug]) : new Map<string, string>();
  return { element, typeId: types.get(typeSlug ?? '') ?? null, image: imageId ? await knownImage(look, imageId) : null };
});
