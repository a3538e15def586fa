import { defer, merge, Observable, of, repeat, retry, take, tap, throwError, timer } from 'rxjs';
import type { AgentApi } from './api.ts';
import { HttpError } from './http.ts';
import { LoadMeter } from './machine.ts';
import type { Reachability } from './reachability.ts';
import { pauseMs, pollPauses } from './retry.ts';
import type { RunningTasks } from './running-tasks.ts';
import { RegistrationRefused } from './session.ts';
import type { Session } from './session.ts';
import type { AgentSettings } from './settings.ts';
import type { Actions } from './wire.ts';
import type { Logger } from 'pino';

/** Seconds for which the server may hold an answer back. */
const wait = 25;

/** An answer that came faster than this and brings nothing new is no long poll: the server repeats itself, and gets a moment. */
const hastyMs = 100;

export interface Poller {
  readonly api: AgentApi;
  readonly session: Session;
  readonly tasks: Pick<RunningTasks, 'known' | 'apply' | 'changed$'>;
  readonly reachability: Reachability;
  /** Cuts the pause after a failure short. */
  readonly poke$: Observable<unknown>;
  readonly settings: Pick<AgentSettings, 'ram'>;
  readonly log: Logger;
}

/**
 * Exactly one long poll at a time, the next at once after an answer, for ever; each answer is obeyed before it is emitted. Unsubscribing
 * cuts the open one short. Fails only when the server refuses to register this agent and has never known it.
 */
export function polling({ api, session, tasks, reachability, poke$, settings, log }: Poller): Observable<Actions> {
  const load = new LoadMeter();
  let pause$: Observable<unknown> = of(null);

  const poll = defer(() => {
    const query = { cpuLoad: load.cpu(), ramLoad: load.ram(settings.ram), wait, tasks: tasks.known() };
    const askedAt = performance.now();
    return cancellable((signal) => api.actions(query, signal)).pipe(
      tap(({ actions, next_poll_ms: patience }) => {
        if (!reachability.reachable) log.info('The server answers.');
        reachability.set(true);
        const hasty = !tasks.apply(actions) && performance.now() - askedAt < hastyMs;
        const ms = patience || (hasty ? hastyMs : 0);
        pause$ = ms > 0 ? merge(timer(ms), tasks.changed$).pipe(take(1)) : of(null);
      }),
    );
  });

  const failed = (error: unknown, failures: number): Observable<unknown> => {
    if (error instanceof RegistrationRefused && !reachability.ever) return throwError(() => error);
    // An agent that the server does not know any more becomes one again by registering.
    if (error instanceof HttpError && [403, 404].includes(error.status)) session.forget();
    if (failures === 1)
      log.warn({ problem: (error as Error).message }, 'The server does not answer. The tasks go on; asking again and again.');
    reachability.set(false);
    return merge(timer(pauseMs(pollPauses, failures)), poke$).pipe(take(1));
  };

  return poll.pipe(repeat({ delay: () => pause$ }), retry({ delay: failed, resetOnSuccess: true }));
}

const cancellable = <T>(attempt: (signal: AbortSignal) => Promise<T>): Observable<T> =>
  new Observable((subscriber) => {
    const controller = new AbortController();
    attempt(controller.signal).then(
      (value) => {
        subscriber.next(value);
        subscriber.complete();
      },
      (error: unknown) => subscriber.error(error),
    );
    return () => controller.abort();
  });
