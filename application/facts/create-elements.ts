import { createElements } from '../../domain/element-batch/create-elements.ts';
import { facts } from './facts.ts';
import { knownElement, knownTypes } from './known.ts';
import { runFacts } from './worker-run.ts';

export const createElementsFacts = facts(createElements, async (look, _state, input, { actor }) => {
  const parent = await knownElement(look, input.parentId);
  const slugs = input.elements.map(({ typeSlug }) => typeSlug);
  return { parent, types: parent ? await knownTypes(look, parent.corpusId, slugs) : new Map(), ...(await runFacts(look, input, actor)) };
});
