import type { Located } from '../edge/target.ts';
import { located } from '../edge/target.ts';
import type { Services } from '../edge/services.ts';

/** The project of an element. */
export async function corpusOfElement({ look }: Pick<Services, 'look'>, elementId: string): Promise<Located | null> {
  const id = (await look.elements.corporaOf([elementId])).get(elementId);
  return id === undefined ? null : { kind: 'corpus', id };
}

/** The project of the element in the path. */
export const corpusOfElementInPath = located<{ readonly id: string }>(({ path }, services) => corpusOfElement(services, path.id));
