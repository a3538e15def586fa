import type { Clock } from './clock.ts';
import { rootMessage } from './exchange.ts';
import type { Reply } from './exchange.ts';

/**
 * How long a request is repeated.
 *
 * A server that is *away* (no connection, 502, 503, 504: it restarts, or something in front of it says so) is waited for as long as `awayMs`.
 * One that is there and fails (any other 5xx) is asked `attempts` times. Everything below 500 is an answer.
 */
export type Persistence = {
  readonly attempts: number;
  readonly awayMs: number;
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
};

/** A restart takes seconds; two minutes outlast a slow one. */
export const apiPersistence: Persistence = { attempts: 5, awayMs: 120_000, firstWaitMs: 200, longestWaitMs: 5_000 };
/** Images may lie on servers of others, which can be gone for good: an element is not worth minutes. */
export const imagePersistence: Persistence = { ...apiPersistence, awayMs: 30_000 };

/** The server gave no answer for as long as it was waited for. */
export class ServerAway extends Error {
  readonly retryAfterMs: number;
  constructor(reason: string, retryAfterMs: number) {
    super(reason);
    this.name = 'ServerAway';
    this.retryAfterMs = retryAfterMs;
  }
}

/** Sends until there is an answer. The waits double from `firstWaitMs`, and are never shorter than a `Retry-After` demands. */
export async function persistently(send: () => Promise<Reply>, persistence: Persistence, clock: Clock): Promise<Reply> {
  const { attempts, awayMs, firstWaitMs, longestWaitMs } = persistence;
  const began = clock.now();
  let failures = 0;
  for (let wait = firstWaitMs; ; wait = Math.min(wait * 2, longestWaitMs)) {
    const reply = await answered(send);
    if (!(reply instanceof ServerAway)) {
      failures += 1;
      if (reply.status < 500 || failures >= attempts) return reply;
    } else if (clock.now() - began >= awayMs) {
      throw reply;
    }
    await clock.wait(Math.max(wait, reply.retryAfterMs));
  }
}

async function answered(send: () => Promise<Reply>): Promise<Reply | ServerAway> {
  try {
    const reply = await send();
    return [502, 503, 504].includes(reply.status) ? new ServerAway(`it answers ${reply.status}`, reply.retryAfterMs) : reply;
  } catch (error) {
    return new ServerAway(rootMessage(error), 0);
  }
}
