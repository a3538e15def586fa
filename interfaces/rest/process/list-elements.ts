import { z } from 'zod';
import type { ElementKey, Matching } from '../../../application/ports/look/elements.ts';
import type { CursorKey } from '../../../application/ports/paging.ts';
import { elementsById } from '../../../projections/elements/queries.ts';
import { oneProcess } from '../../../projections/processes/queries.ts';
import { readCursor } from '../edge/operation.ts';
import { flag } from '../edge/query-values.ts';
import { EdgeRefusal, invalid } from '../edge/refusals/edge-refusal.ts';
import { guest } from '../edge/right.ts';
import { processElements, processElementSchema } from './element-shapes.ts';
import { processId } from './schema.ts';
import { corpusOfProcessInPath } from './target.ts';

const keySchema = z.tuple([z.string().regex(/^\d{1,19}$/), z.int().min(0), z.uuid()]);

/** A position is longer than a number of JSON. */
const toCursor = ({ position, place, id }: ElementKey): CursorKey => [String(position), place, id];

function fromCursor(after: CursorKey | null): ElementKey | null {
  if (after === null) return null;
  const key = keySchema.safeParse(after);
  if (!key.success) throw new EdgeRefusal([invalid('cursor', 'This cursor is not valid.')]);
  const [position, place, id] = key.data;
  return { position: BigInt(position), place, id };
}

export const listProcessElements = readCursor({
  id: 'ListProcessElements',
  method: 'get',
  path: '/process/{id}/elements/',
  tag: 'processes',
  summary: 'List the elements that a process works on, in the order of their project.',
  who: guest.on(corpusOfProcessInPath).orTask('own'),
  params: processId,
  query: z.object({ with_image: flag().optional() }),
  answer: processElementSchema,
  async find({ path }, { db, look }, { after, limit, withCount }) {
    const process = await oneProcess(db, path.id);
    if (!process?.corpusId) return { rows: [], next: null, count: withCount ? 0 : null };
    const matching: Matching = { ...process, corpusId: process.corpusId };
    const page = await look.elements.matchingPage(matching, fromCursor(after), limit + 1);
    const shown = page.slice(0, limit);
    const elements = await elementsById(
      db,
      shown.map(({ id }) => id),
    );
    const last = shown.at(-1);
    return {
      rows: shown.flatMap(({ id }) => elements.get(id) ?? []),
      next: page.length > limit && last ? toCursor(last) : null,
      count: withCount ? await look.elements.countMatching(matching, Number.MAX_SAFE_INTEGER) : null,
    };
  },
  shows: ({ query }) => processElements(query.with_image ?? false),
});
