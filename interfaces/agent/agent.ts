import type { Logger } from 'pino';
import { lastValueFrom, takeUntil, tap } from 'rxjs';
import type { Observable } from 'rxjs';
import { AgentApi } from './api.ts';
import { openIdentity } from './identity.ts';
import { polling } from './poll.ts';
import type { Reachability } from './reachability.ts';
import { RunningTasks } from './running-tasks.ts';
import { ServerAddress } from './server-address.ts';
import { Session } from './session.ts';
import type { AgentSettings } from './settings.ts';
import { shutDown } from './shutdown.ts';

export interface Surroundings {
  readonly log: Logger;
  readonly reachability: Reachability;
  /** A server has just started: no use in waiting any longer. */
  readonly poked$: Observable<unknown>;
  /** Why to shut down. */
  readonly stop$: Observable<string>;
}

/** An agent's whole life: takes up what was left, polls and obeys until it is to stop, hands back. Throws RegistrationRefused. */
export async function runAgent(settings: AgentSettings, { log, reachability, poked$, stop$ }: Surroundings): Promise<void> {
  const address = new ServerAddress(settings.data, settings.server);
  const session = new Session(settings, openIdentity(settings.data), address);
  const api = new AgentApi(address, session);
  const tasks = new RunningTasks({ api, settings, log, online$: reachability.back$ });

  log.info({ server: settings.server, data: settings.data, hostname: settings.hostname }, 'The agent starts.');
  await tasks.adopt();
  const until$ = stop$.pipe(tap((reason) => log.info(`The agent shuts down: ${reason}.`)));
  const poke$ = poked$.pipe(tap(() => address.lookAgain()));
  await lastValueFrom(polling({ api, session, tasks, reachability, poke$, settings, log }).pipe(takeUntil(until$)), { defaultValue: null });
  await shutDown(tasks);
  log.info('The agent has ended.');
}
