import { z } from 'zod';
import { commandsIn, type Trace } from '../../../../application/audit/trace.ts';
import { secondLook } from '../../../../application/ports/look/look.ts';
import { read } from '../../edge/operation.ts';
import { grantOn } from '../../edge/principals/level.ts';
import { uuid } from '../../edge/query-values.ts';
import { usersIf } from '../../edge/right.ts';
import type { Services } from '../../edge/services.ts';
import { mapper } from '../../edge/shown.ts';
import { corpusOfStream, corpusOfTarget } from './corpus-of.ts';
import { traceSchema, traceShape } from './trace-shapes.ts';

const traceOf = (id: string, { audit, look }: Services): Promise<Trace | null> =>
  secondLook(
    look,
    () => audit.traces.of(id),
    (found) => found === null,
  );

/** The projects of all that a trace shows; null among them for what belongs to none. */
async function corporaOf({ root }: Trace, services: Services): Promise<ReadonlySet<string | null>> {
  const all = commandsIn(root);
  const streams = new Set(all.flatMap(({ events }) => events.map(({ recorded }) => recorded.stream)));
  const targets = all.filter(({ events }) => events.length === 0).map(({ target }) => target);
  return new Set([
    ...(await Promise.all([...streams].map((stream) => corpusOfStream(stream, services)))),
    ...(await Promise.all(targets.map((target) => corpusOfTarget(target, services)))),
  ]);
}

export const retrieveTrace = read({
  id: 'RetrieveTrace',
  method: 'get',
  path: '/colophon/trace/{id}/',
  tag: 'colophon',
  summary: 'What a decision brought about, and what brought it about; the id is that of an event, a command or a correlation.',
  description: 'For readers of the project in which all of it happened, and for instance admins.',
  who: usersIf(async ({ person }, { path: { id } }: { readonly path: { readonly id: string } }, services) => {
    if (person.admin) return 'granted';
    const trace = await traceOf(id, services);
    if (!trace) return 'not_found';
    for (const corpus of await corporaOf(trace, services)) {
      const grant = corpus === null ? 'not_found' : await grantOn(person, 'guest', { kind: 'corpus', id: corpus }, services);
      if (grant !== 'granted') return 'not_found';
    }
    return 'granted';
  }),
  params: z.object({ id: uuid() }),
  answer: traceSchema,
  find: async ({ path }, { audit }) => (await audit.traces.of(path.id)) ?? undefined,
  shows: mapper({ shape: traceShape }),
});
