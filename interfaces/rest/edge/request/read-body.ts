import type { IncomingMessage } from 'node:http';
import { edgeRefusal } from '../refusals/edge-refusal.ts';

export const maximalBodyBytes = 16 * 1024 * 1024;

/**
 * The whole body, up to 16 MiB. Of a larger one the rest is let pass unread, so that its sender gets to see the answer.
 * @throws EdgeRefusal too_large, or the error of a connection that broke
 */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > maximalBodyBytes) throw tooLarge(request);
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maximalBodyBytes) throw tooLarge(request);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function tooLarge(request: IncomingMessage): Error {
  request.resume();
  return edgeRefusal('too_large');
}
