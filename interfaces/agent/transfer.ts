import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, stat } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { text } from 'node:stream/consumers';
import { StoreError, Unreachable } from './http.ts';

const silenceMs = 60_000;

export interface Upload {
  readonly url: string;
  readonly file: string;
  /** that many from the start of the file, which may grow meanwhile */
  readonly bytes: number;
  readonly contentType: string;
  readonly signal: AbortSignal;
}

/** PUTs a file to a signed URL, with its length and without credentials. Throws Unreachable or StoreError. */
export async function putFile({ url, file, bytes, contentType, signal }: Upload): Promise<void> {
  const target = new URL(url);
  const answered = Promise.withResolvers<http.IncomingMessage>();
  const request = (target.protocol === 'https:' ? https : http).request(
    target,
    { method: 'PUT', headers: { 'content-type': contentType, 'content-length': bytes }, signal, timeout: silenceMs },
    answered.resolve,
  );
  request.on('timeout', () => request.destroy(new Error('no answer in time')));
  request.on('error', answered.reject);
  try {
    // A refusal may come before the body is sent and breaks the connection: then the answer counts, not the broken pipe.
    const sent = pipeline(bytes > 0 ? createReadStream(file, { end: bytes - 1 }) : Readable.from([]), request);
    sent.catch(answered.reject);
    const answer = await answered.promise;
    const body = await text(answer);
    if (answer.statusCode! >= 300) throw new StoreError(`PUT ${target.pathname}`, answer.statusCode!, body);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof StoreError || isLocal(error)) throw error;
    throw new Unreachable(`PUT ${target.pathname}: ${(error as Error).message}`, { cause: error });
  }
}

export interface Download {
  readonly url: string;
  readonly file: string;
  /** bytes announced, if any were */
  readonly size: number | null;
  readonly signal: AbortSignal;
}

/** GETs a signed URL into a file that appears only when it is whole. Throws Unreachable, StoreError, or an Error for a wrong size. */
export async function downloadFile({ url, file, size, signal }: Download): Promise<void> {
  const what = `GET ${new URL(url).pathname}`;
  const part = `${file}.part`;
  await mkdir(dirname(file), { recursive: true });
  try {
    const answer = await fetch(url, { signal });
    if (!answer.ok) throw new StoreError(what, answer.status, await answer.text());
    await pipeline(answer.body ? Readable.fromWeb(answer.body) : Readable.from([]), createWriteStream(part));
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof StoreError || isLocal(error)) throw error;
    throw new Unreachable(`${what}: ${(error as Error).message}`, { cause: error });
  }
  const got = (await stat(part)).size;
  if (size !== null && got !== size) throw new Error(`${what}: ${got} bytes came, ${size} were announced`);
  await rename(part, file);
}

/** A fault of this machine's disk, which no repetition over the network mends. */
const isLocal = (error: unknown): boolean =>
  ['ENOSPC', 'EACCES', 'ENOENT', 'EISDIR', 'EROFS', 'EDQUOT', 'EIO'].includes((error as NodeJS.ErrnoException).code ?? '');
