import { z } from 'zod';
import { streamState, type StreamState } from '../../../../application/audit/stream-state.ts';
import { jsonObject } from '../../../../domain/kernel/json.ts';
import { read } from '../../edge/operation.ts';
import { instanceAdmin } from '../../edge/right.ts';
import { mapper } from '../../edge/shown.ts';

export const streamName = z.object({ name: z.string() });

const schema = z.object({
  stream: z.string(),
  revision: z.int(),
  position: z.string(),
  time: z.iso.datetime().describe('Of the last event'),
  state: jsonObject.describe('What the events amount to: what the next decision goes by'),
});

export const retrieveStream = read({
  id: 'RetrieveStream',
  method: 'get',
  path: '/colophon/stream/{name}/',
  tag: 'colophon',
  summary: 'The state of a stream, e.g. `task-<id>`.',
  who: instanceAdmin,
  params: streamName,
  answer: schema,
  find: async ({ path }, { audit }) => streamState(await audit.log.readStream(path.name)) ?? undefined,
  shows: mapper({
    shape: ({ stream, revision, position, time, state }: StreamState): z.infer<typeof schema> => ({
      stream,
      revision,
      position: String(position),
      time: time.toISOString(),
      state,
    }),
  }),
});
