import { secondLook } from '../../../application/ports/look/look.ts';
import { grantOn } from '../edge/principals/level.ts';
import { usersIf } from '../edge/right.ts';

interface Asked {
  readonly body: { readonly transcriptions: readonly { readonly element_id: string }[] };
}

/** Contributors of every project that the elements named are of, and tasks. Elements that do not exist are for the command to refuse. */
export const transcriptionWriters = usersIf<Asked>(async ({ person }, { body }, services) => {
  const { look } = services;
  const named = [...new Set(body.transcriptions.map(({ element_id }) => element_id))];
  const corpora = await secondLook(
    look,
    () => look.elements.corporaOf(named),
    (found) => found.size < named.length,
  );
  for (const id of new Set(corpora.values())) {
    const grant = await grantOn(person, 'contributor', { kind: 'corpus', id }, services);
    if (grant !== 'granted') return grant;
  }
  return 'granted';
}).orTask('corpus');
