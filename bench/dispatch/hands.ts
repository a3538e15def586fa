import { NEVER, Subject, takeUntil } from 'rxjs';
import { pino } from 'pino';
import { polling } from '../../interfaces/agent/poll.ts';
import { Reachability } from '../../interfaces/agent/reachability.ts';
import type { Action } from '../../interfaces/agent/wire.ts';
import type { Enrolled } from '../serving/enrol.ts';
import type { Workbench } from '../workbench.ts';

/** A claim as it came into the agent's hand. */
export interface InHand {
  readonly task: string;
  readonly term: number;
  /** Milliseconds since 1970, with fractions. */
  readonly at: number;
}

/** What the agent's loop tells of its claims, in the place of those that it would run. */
class Hands {
  readonly changed$ = new Subject<void>();
  readonly #held = new Map<string, InHand>();
  #next = Promise.withResolvers<InHand>();

  known(): string[] {
    return [...this.#held.keys()].map((key) => `${key}.running`);
  }

  apply(actions: readonly Action[]): boolean {
    const at = performance.timeOrigin + performance.now();
    const fresh = actions.filter(({ action, task_id: task, term }) => action === 'start' && !this.#held.has(`${task}.${term}`));
    for (const { task_id: task, term } of fresh) {
      this.#held.set(`${task}.${term}`, { task, term, at });
      this.#next.resolve({ task, term, at });
    }
    return fresh.length > 0;
  }

  async next(): Promise<InHand> {
    const claim = await this.#next.promise;
    this.#next = Promise.withResolvers();
    return claim;
  }

  drop({ task, term }: InHand): void {
    this.#held.delete(`${task}.${term}`);
    this.changed$.next();
  }
}

/** The loop of the agent program itself, with hands that note when a claim comes and run nothing. */
export function polledHands(workbench: Workbench, { api, session, settings }: Enrolled): Hands {
  const tasks = new Hands();
  const ended$ = new Subject<void>();
  const log = pino({ level: 'silent' });
  const loop = polling({ api, session, tasks, reachability: new Reachability(), poke$: NEVER, settings, log }).pipe(takeUntil(ended$));
  const subscription = loop.subscribe();
  workbench.onEnd(async () => {
    ended$.next();
    subscription.unsubscribe();
  });
  return tasks;
}
