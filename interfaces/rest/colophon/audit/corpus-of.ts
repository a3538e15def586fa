import type { Recorded } from '../../../../domain/kernel/event.ts';
import { oneElement } from '../../../../projections/elements/queries.ts';
import type { Services } from '../../edge/services.ts';
import { located } from '../../edge/target.ts';

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
/** Events of a stream looked at together. */
const atOnce = 20;
const anId = new RegExp(uuid, 'i');

type Told = { readonly corpusId?: string | null; readonly processId?: string | null };

/** The project that a stream belongs to; null when it belongs to none, or nobody can tell. A deleted process still tells. */
export async function corpusOfStream(stream: string, services: Pick<Services, 'db' | 'audit'>): Promise<string | null> {
  const [category = ''] = stream.split('-', 1);
  const id = anId.exec(stream)?.[0] ?? '';
  switch (category) {
    case 'corpus':
      return id;
    case 'element':
      return (await oneElement(services.db, id))?.corpusId ?? null;
    case 'activityqueue':
      return corpusOfStream(`process-${id}`, services);
    default: {
      const told = await firstTold(stream, services);
      if (told?.corpusId) return told.corpusId;
      return told?.processId && category !== 'process' ? corpusOfStream(`process-${told.processId}`, services) : null;
    }
  }
}

/** The first event that tells: nearly always that which a stream begins with, so little more than that is read. */
async function firstTold(stream: string, { audit: { log } }: Pick<Services, 'audit'>): Promise<Told | undefined> {
  for (let from = 0; ;) {
    const events = (await log.readStream(stream, from, atOnce)) as readonly Recorded<{ type: string; data: Told }>[];
    const told = events.find(({ data }) => data.corpusId || data.processId)?.data;
    if (told || events.length < atOnce) return told;
    from += events.length;
  }
}

/** The project of what a refused command was about: a stream, an address that names a thing, or the id of a thing alone. */
export async function corpusOfTarget(target: string, services: Pick<Services, 'db' | 'audit'>): Promise<string | null> {
  const id = anId.exec(target)?.[0].toLowerCase();
  if (id === undefined) return null;
  if (/^[a-z]+-/.test(target) && !new RegExp(`^${uuid}$`, 'i').test(target)) return corpusOfStream(target, services);
  for (const category of ['process', 'task', 'corpus', 'element']) {
    if (category === 'corpus' && (await services.audit.log.readStream(`corpus-${id}`, 0, 1)).length === 0) continue;
    const corpus = await corpusOfStream(`${category}-${id}`, services);
    if (corpus !== null) return corpus;
  }
  return null;
}

const corpusOf = (category: string) =>
  located<{ readonly id: string }>(async ({ path }, services) => {
    const id = await corpusOfStream(`${category}-${path.id}`, services);
    return id === null ? null : { kind: 'corpus', id };
  });

/** The project of the process in the path, also of one that has been deleted. */
export const corpusOfProcessEver = corpusOf('process');
export const corpusOfTaskEver = corpusOf('task');
