import { elements } from '../../../projections/elements/fold.ts';
import { grantOn, locate } from '../edge/principals/level.ts';
import { usersIf } from '../edge/right.ts';
import { corpusOfElementInPath } from './target.ts';

/** Elements are changed by administrators of their project, by contributors who made them, and by tasks. */
export const elementEditors = usersIf<{ readonly path: { readonly id: string } }>(async ({ person }, asked, services) => {
  const corpus = await locate(corpusOfElementInPath, asked, services);
  const asAdmin = await grantOn(person, 'admin', corpus, services);
  if (asAdmin !== 'forbidden') return asAdmin;
  const element = await services.current.row(elements, asked.path.id);
  return element?.creatorId === person.id ? grantOn(person, 'contributor', corpus, services) : 'forbidden';
}).orTask('corpus');
