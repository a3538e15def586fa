import { secondLook } from '../../../application/ports/look/look.ts';
import { corporaShowing, oneImage } from '../../../projections/images/queries.ts';
import { grantOn } from '../edge/principals/level.ts';
import { usersIf } from '../edge/right.ts';

/** Images are read by who declared them, by who can read a project that shows them, and by tasks. */
export const imageReaders = usersIf<{ readonly path: { readonly id: string } }>(async ({ person }, { path }, services) => {
  const image = await secondLook(
    services.look,
    () => oneImage(services.db, path.id),
    (found) => found === undefined,
  );
  if (!image) return 'not_found';
  if (person.admin || image.creatorId === person.id) return 'granted';
  for (const id of await corporaShowing(services.db, image.id)) {
    if ((await grantOn(person, 'guest', { kind: 'corpus', id }, services)) === 'granted') return 'granted';
  }
  return 'not_found';
}).orTaskIf(async () => 'granted');
