import { firstValueFrom, fromEvent, merge, timer } from 'rxjs';
import type { Observable } from 'rxjs';
import { isTransient } from './http.ts';

export interface Pauses {
  readonly firstMs: number;
  readonly longestMs: number;
}

/** Quick at first, because a server that is started anew is back within seconds. */
export const pollPauses: Pauses = { firstMs: 100, longestMs: 10_000 };
export const reportPauses: Pauses = { firstMs: 200, longestMs: 60_000 };

/** The pause before repetition `n` = 1, 2, 3 …: doubled each time up to the longest. */
export const pauseMs = ({ firstMs, longestMs }: Pauses, n: number): number => Math.min(longestMs, firstMs * 2 ** Math.min(n - 1, 30));

export interface Persistence {
  readonly pauses: Pauses;
  /** Ends the repetitions; an attempt that is under way is waited for. */
  readonly until: AbortSignal;
  /** Cuts a pause short: the server is there again. */
  readonly online$: Observable<unknown>;
  readonly onFailure: (error: unknown, nextMs: number) => void;
}

/** Repeats `attempt` until it succeeds or fails for good. At least one attempt is made; then `until` throws its reason. */
export async function persist<T>(attempt: () => Promise<T>, { pauses, until, online$, onFailure }: Persistence): Promise<T> {
  for (let failures = 1; ; failures++) {
    try {
      return await attempt();
    } catch (error) {
      if (!isTransient(error)) throw error;
      until.throwIfAborted();
      const ms = pauseMs(pauses, failures);
      onFailure(error, ms);
      await firstValueFrom(merge(timer(ms), online$, fromEvent(until, 'abort')));
      until.throwIfAborted();
    }
  }
}
