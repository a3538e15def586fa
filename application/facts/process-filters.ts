import type { AskedFilters, FilterFacts } from '../../domain/process/filters.ts';
import type { Look } from '../ports/look/look.ts';
import { knownElement, knownTypes } from './known.ts';

/** Whether what the filters of a process name is in its project. */
export async function filterFacts(look: Look, corpusId: string | null, asked: AskedFilters): Promise<FilterFacts> {
  const { elementId, elementType } = asked;
  const element = elementId ? await knownElement(look, elementId) : null;
  const types = elementType && corpusId ? await knownTypes(look, corpusId, [elementType]) : null;
  return {
    elementInCorpus: element !== null && element.corpusId === corpusId,
    elementTypeId: (elementType && types?.get(elementType)) ?? null,
  };
}
