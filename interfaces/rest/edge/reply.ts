import type { Readable } from 'node:stream';
import type { Position } from '../../../application/ports/event-store.ts';
import type { Refusal } from '../../../domain/kernel/refusal.ts';
import { errorAnswer } from './refusals/error-body.ts';

/** What an action answers. JSON unless `stream` is given; a redirect is a status 302 with a `location` header. */
export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly stream?: Readable;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** Position of what the action wrote, for `X-Position`. */
  readonly position?: Position;
}

/** Reasons instead of an answer: what `refused(…)` of the kernel gives. */
export interface Refused {
  readonly refusals: readonly Refusal[];
}

/** Refusals as an action answers them itself, where it has more to say than they do. */
export const errorReply = (
  refusals: readonly Refusal[],
  requestId: string,
  more: { readonly status?: number; readonly headers?: Record<string, string>; readonly body?: object } = {},
): Reply => {
  const { status, body } = errorAnswer(refusals, requestId, more.status);
  return { status, body: { ...body, ...more.body }, headers: more.headers ?? {} };
};

export const json = (body: unknown, status = 200): Reply => ({ status, body });
export const noContent: Reply = { status: 204 };
export const redirect = (location: string): Reply => ({ status: 302, headers: { location } });
