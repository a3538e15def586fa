import type { KnownImage } from '../../domain/element/place.ts';
import type { PlacedElement } from '../ports/look/elements.ts';
import { secondLook, type Look } from '../ports/look/look.ts';

const missing = (answer: unknown): boolean => answer === null;

export const knownElement = (look: Look, id: string): Promise<PlacedElement | null> =>
  secondLook(look, () => look.elements.element(id), missing);

/** An image that is unknown, unreadable or of unknown size as yet is asked for again. */
export const knownImage = (look: Look, id: string): Promise<KnownImage | null> =>
  secondLook(
    look,
    () => look.images.image(id),
    (image) => image === null || image.status === 'error' || image.width === 0,
  );

/** Ids of the project's element types with these slugs, by slug. */
export const knownTypes = (look: Look, corpusId: string, slugs: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  const named = [...new Set(slugs)];
  return secondLook(
    look,
    () => look.corpora.typeIds(corpusId, named),
    (found) => found.size < named.length,
  );
};
