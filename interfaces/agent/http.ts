import { z } from 'zod';

/** No whole answer came: no connection, a broken one, or none in time. */
export class Unreachable extends Error {}

/** A whole answer that is not what was asked for. */
export class UnexpectedAnswer extends Error {}

/** An answer that is a refusal, with what its body says. */
export class HttpError extends Error {
  readonly status: number;
  readonly codes: readonly string[];
  constructor(what: string, status: number, body: string) {
    super(`${what} was answered with ${status}${body ? `: ${body.slice(0, 500)}` : ''}`);
    this.status = status;
    this.codes = codesOf(body);
  }
}

/** A refusal by the store of files, under a signed URL: it says nothing about the claim. */
export class StoreError extends HttpError {}

const refusal = z.object({ problems: z.array(z.object({ code: z.string() })) });

function codesOf(body: string): readonly string[] {
  try {
    return refusal.parse(JSON.parse(body)).problems.map((problem) => problem.code);
  } catch {
    return [];
  }
}

/** May the same request succeed later? 401 and 403 may: a token is renewed, a signature is made again. */
export const isTransient = (error: unknown): boolean =>
  error instanceof Unreachable || (error instanceof HttpError && (error.status >= 500 || [401, 403, 408, 429].includes(error.status)));

/** The claim is over as far as the server is concerned: another one follows, or the task is unknown. */
export const isGone = (error: unknown): boolean =>
  error instanceof HttpError && !(error instanceof StoreError) && (error.status === 404 || error.status === 409);

export interface JsonRequest {
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly url: URL;
  readonly token?: string;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
  /** until the whole answer is there */
  readonly timeoutMs: number;
}

/** One request, one answer, checked against `shape`. Throws Unreachable, HttpError or UnexpectedAnswer;
 * an aborted request throws the signal's reason. */
export async function requestJson<T>(shape: z.ZodType<T>, { method, url, token, body, signal, timeoutMs }: JsonRequest): Promise<T> {
  const what = `${method} ${url.pathname}`;
  let status: number;
  let text: string;
  try {
    const answer = await fetch(url, {
      method,
      headers: {
        accept: 'application/json',
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])]),
    });
    status = answer.status;
    text = await answer.text();
  } catch (error) {
    signal?.throwIfAborted();
    throw new Unreachable(`${what}: ${explain(error)}`, { cause: error });
  }
  if (status >= 400) throw new HttpError(what, status, text);
  return read(shape, what, text);
}

function read<T>(shape: z.ZodType<T>, what: string, text: string): T {
  try {
    return shape.parse(JSON.parse(text));
  } catch (error) {
    throw new UnexpectedAnswer(`${what}: the answer cannot be read: ${(error as Error).message}`, { cause: error });
  }
}

/** `fetch` hides why it failed in its cause. */
const explain = (error: unknown): string => {
  const { message, cause } = error as Error;
  return cause instanceof Error ? cause.message || (cause as NodeJS.ErrnoException).code || message : message;
};
