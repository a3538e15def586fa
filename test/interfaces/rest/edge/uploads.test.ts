import { text } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { test } from 'tap';
import { z } from 'zod';
import { fullDocument } from '../../../../interfaces/rest/edge/documents/full.ts';
import { slimDocument } from '../../../../interfaces/rest/edge/documents/slim.ts';
import { action } from '../../../../interfaces/rest/edge/operation.ts';
import { json } from '../../../../interfaces/rest/edge/reply.ts';
import { anyUser } from '../../../../interfaces/rest/edge/right.ts';
import { edgeBench } from './edge-bench.ts';

const repeat = action({
  id: 'Repeat',
  method: 'post',
  path: '/repeat/',
  tag: 'tests',
  who: anyUser,
  upload: { types: ['application/x-ndjson', 'text/plain'], maxBytes: 1024 ** 2 },
  answer: z.object({ said: z.string() }),
  respond: async ({ upload }) => json({ said: await text(upload) }),
});

test('given an operation that takes a file, it gets the body as it comes, of the types and up to the size that it names', async (t) => {
  const { server } = await edgeBench(t, [repeat]);
  const send = async (body: RequestInit['body'], type: string, user = '1') => {
    const headers = { authorization: `Token user-${user}`, 'content-type': type };
    const init = { method: 'POST', headers, body, duplex: 'half' } as RequestInit;
    const response = await fetch(`${server.url}/api/v1/repeat/`, init);
    return { status: response.status, body: await response.json() };
  };
  t.match(await send('{"a":\n', 'application/x-ndjson'), { status: 200, body: { said: '{"a":\n' } });
  t.match(await send('x', 'Text/Plain; charset=utf-8'), { status: 200, body: { said: 'x' } });
  t.match(await send('{}', 'application/json'), { status: 415, body: { detail: /must be application\/x-ndjson or text\/plain/ } });
  const large = Buffer.alloc(1024 ** 2 + 1, 'a');
  t.match(await send(large, 'text/plain'), { status: 413, body: { detail: 'The body is larger than 1 MiB.' } });
  const unannounced = Readable.toWeb(Readable.from([large])) as RequestInit['body'];
  t.match(await send(unannounced, 'text/plain'), { status: 413, body: { detail: 'The body is larger than 1 MiB.' } });
});

test('the full document tells of the file, the slim one, for clients that know JSON alone, of no body', async (t) => {
  const full = fullDocument([repeat], { prefix: '/api/v1', csrfCookie: 'c' });
  const content = { 'application/x-ndjson': { schema: { type: 'string', format: 'binary' } } };
  t.match(full.paths['/api/v1/repeat/']?.post?.requestBody, { required: true, content });
  t.notMatch(JSON.stringify(slimDocument(full)), /requestBody/);
});
