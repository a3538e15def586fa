import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Hit, Shot, Volley } from './shot.ts';

const connections = new Agent({ keepAlive: true, maxSockets: 64 });

/** Open loop: no answer is waited for before the next request goes out, and a late one counts from when it was due. */
export async function fire({ url, shots, at }: Volley): Promise<readonly Hit[]> {
  const begin = performance.now();
  return Promise.all(
    shots.map(async (shot, index) => {
      const due = begin + (at[index] ?? 0);
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
      const { status, body } = await send(url, shot);
      return { ms: performance.now() - due, status, refusal: status < 400 ? null : body };
    }),
  );
}

function send(url: string, { method, path, authorization, body }: Shot): Promise<{ readonly status: number; readonly body: string }> {
  return new Promise((resolve, reject) => {
    const headers = {
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(body),
      ...(authorization === null ? {} : { Authorization: authorization }),
    };
    const sending = request(new URL(path, url), { method, headers, agent: connections }, (answer) => {
      text(answer).then((answered) => resolve({ status: answer.statusCode ?? 0, body: answered }), reject);
    });
    sending.on('error', reject);
    sending.end(body);
  });
}
