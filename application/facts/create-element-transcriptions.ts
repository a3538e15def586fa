import { createElementTranscriptions } from '../../domain/results/create-element-transcriptions.ts';
import { facts } from './facts.ts';
import { knownElement, knownTypes } from './known.ts';
import { runFacts } from './worker-run.ts';

export const createElementTranscriptionsFacts = facts(createElementTranscriptions, async (look, _state, input, { actor }) => {
  const { parentId, typeSlug } = input;
  const parent = await knownElement(look, parentId);
  const types = parent ? await knownTypes(look, parent.corpusId, [typeSlug]) : new Map<string, string>();
  const typeId = types.get(typeSlug);
  return {
    parent,
    types,
    children: parent?.image && typeId !== undefined ? await look.elements.childrenOn(parent.id, typeId, parent.image.id) : [],
    ...(await runFacts(look, input, actor)),
  };
});
