import { ContainerModule, type Container } from 'inversify';
import { lags } from '../../application/health/behind.ts';
import type { Metrics } from '../../interfaces/rest/edge/metrics.ts';
import { addressList } from '../address-list.ts';
import { jobsByState } from '../figures/jobs-by-state.ts';
import { PrometheusFigures } from '../figures/prometheus.ts';
import { readOnce } from '../figures/read-once.ts';
import { tokens } from './tokens.ts';

/** What the program counts of itself, and what it reads when it is asked. */
export const figuresModule = new ContainerModule(({ bind }) => {
  bind(tokens.figures).toResolvedValue(() => new PrometheusFigures());
});

/** The figures as `GET /metrics` gives them; names and meanings are listed in docs/operations.md. */
export function metricsOf(container: Container): Metrics {
  const figures = container.get(tokens.figures);
  watchFollowers(figures, container);
  watchHoles(figures, container);
  watchWork(figures, container);
  const mayRead = addressList(container.get(tokens.settings).httpMetricsFrom);
  return { contentType: figures.contentType, text: () => figures.text(), mayRead };
}

function watchFollowers(figures: PrometheusFigures, container: Container): void {
  const deps = { followers: container.get(tokens.followers), store: container.get(tokens.store), clock: container.get(tokens.clock) };
  const all = readOnce(() => lags(deps));
  const labels = ['kind', 'name'] as const;
  figures.gauge('colophon_lag_events', 'Events that a projection or a reactor has not passed yet (above 500: about)', labels, async () =>
    (await all()).map(({ kind, name, lag }) => ({ labels: { kind, name }, value: lag.events })),
  );
  figures.gauge('colophon_lag_seconds', 'Age of the oldest event that a projection or a reactor has not passed yet', labels, async () =>
    (await all()).map(({ kind, name, lag }) => ({ labels: { kind, name }, value: lag.seconds })),
  );
  figures.gauge('colophon_stuck', '1: behind, and not moved for 60 s. Somebody must look', labels, async () =>
    (await all()).map(({ kind, name, stuck }) => ({ labels: { kind, name }, value: Number(stuck) })),
  );
}

function watchHoles(figures: PrometheusFigures, container: Container): void {
  const projections = container.get(tokens.projections);
  figures.gauge(
    'colophon_holes',
    'Events that a read model lacks of the log (or has too many), as of the last hourly look',
    ['name'],
    async () =>
      (await projections.holes()).map(({ projection, missing }) => ({ labels: { name: projection }, value: Math.abs(missing) || 1 })),
  );
}

function watchWork(figures: PrometheusFigures, container: Container): void {
  const agentTimeoutMs = container.get(tokens.settings).agentTimeout * 1000;
  const pool = container.get(tokens.pool);
  const live = container.get(tokens.board);
  const presence = container.get(tokens.presence);
  const clock = container.get(tokens.clock);
  const trouble = container.get(tokens.meteredLog);
  figures.gauge('colophon_jobs', 'Jobs that are open, and those that are parked until somebody decides', ['state'], () =>
    jobsByState(pool),
  );
  figures.gauge('colophon_tasks', 'Tasks that have not ended, by state', ['state'], async () =>
    [...live.board.states()].map(([state, value]) => ({ labels: { state }, value })),
  );
  figures.gauge('colophon_live_agents', 'Agents that have been heard of within COLOPHON_AGENT_TIMEOUT', [], async () => {
    const said = await presence.all();
    return [{ value: said.filter(({ lastPing }) => clock.now().getTime() - lastPing.getTime() <= agentTimeoutMs).length }];
  });
  figures.gauge('colophon_log_refuses_appends', '1: the last append of this program could not be written', [], async () => [
    { value: Number(trouble.trouble !== null) },
  ]);
}
