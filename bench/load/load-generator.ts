import { join } from 'node:path';
import type { Workbench } from '../workbench.ts';
import { forked } from '../serving/forked.ts';
import type { Hit, Volley } from './shot.ts';

type Said = { readonly hits: readonly Hit[] } | { readonly error: string };

/** Sends volleys from another process, one after the other. @throws when one gets no answer or a refusal: then nothing was measured */
export function loadGenerator(workbench: Workbench): (volley: Volley) => Promise<readonly Hit[]> {
  const child = forked(workbench, join(import.meta.dirname, 'generator.ts'));
  return async (volley) => {
    const said = (await child.ask(volley)) as Said;
    if ('error' in said) throw new Error(`The load could not be sent: ${said.error}`);
    const refused = said.hits.findIndex(({ status }) => status >= 400 || status === 0);
    if (refused < 0) return said.hits;
    const { method, path, body } = volley.shots[refused]!;
    const { status, refusal } = said.hits[refused]!;
    throw new Error(`${method} ${path} ${body} was answered with ${status}: ${refusal}`);
  };
}
