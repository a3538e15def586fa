import { streamLength } from '../../../../application/log/stream-length.ts';
import { readCursor } from '../../edge/operation.ts';
import { edgeRefusal } from '../../edge/refusals/edge-refusal.ts';
import { instanceAdmin } from '../../edge/right.ts';
import { mapper } from '../../edge/shown.ts';
import { cursorPart } from './cursor.ts';
import { streamName } from './retrieve-stream.ts';
import { eventSchema, eventShape } from './shapes.ts';

export const listStreamEvents = readCursor({
  id: 'ListStreamEvents',
  method: 'get',
  path: '/colophon/stream/{name}/events/',
  tag: 'colophon',
  summary: 'The events of a stream, in order.',
  who: instanceAdmin,
  params: streamName,
  answer: eventSchema,
  find: async ({ path }, { audit: { log } }, wanted) => {
    const part = await cursorPart(
      wanted,
      (after, limit) => log.readStream(path.name, after === null ? 0 : Number(after) + 1, limit),
      ({ revision }) => revision,
      () => streamLength(log, path.name),
    );
    if (part.rows.length === 0 && (await log.readStream(path.name, 0, 1)).length === 0) throw edgeRefusal('not_found');
    return part;
  },
  shows: mapper({ shape: eventShape }),
});
