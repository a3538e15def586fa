import { createElement } from '../../domain/element-batch/create-element.ts';
import { facts } from './facts.ts';
import { knownElement, knownImage, knownTypes } from './known.ts';
import { runFacts } from './worker-run.ts';

export const createElementFacts = facts(createElement, async (look, _state, input, { actor }) => ({
  types: await knownTypes(look, input.corpusId, [input.typeSlug]),
  parent: input.parentId === null ? null : await knownElement(look, input.parentId),
  image: input.imageId === null ? null : await knownImage(look, input.imageId),
  ...(await runFacts(look, input, actor)),
}));
