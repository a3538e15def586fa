import type { Container } from 'inversify';
import type { Service } from '../../application/ports/service.ts';
import { Leader } from '../../application/reactors/leader.ts';
import { monitoring } from '../../interfaces/rest/edge/monitoring.ts';
import { HttpServer } from '../../interfaces/rest/http-server.ts';
import { prepareGenerations } from '../../projections/engine/prepare.ts';
import { allProjections } from '../../projections/index.ts';
import { metricsOf } from './figures.ts';
import { readiness } from './health.ts';
import { keepersOf } from './keepers.ts';
import { restServer } from './rest.ts';
import type { Role } from './role.ts';
import { tokens } from './tokens.ts';

/** What runs behind the HTTP server, in the order of the start. */
export function servicesOf(role: Role, container: Container): readonly Service[] {
  const get = container.get.bind(container);
  const leading = [get(tokens.stepRunner), ...get(tokens.leaders), get(tokens.jobRunner), get(tokens.mailer)];
  switch (role) {
    case 'all':
      return [get(tokens.projector), keepersOf(container), get(tokens.board), ...leading, get(tokens.upkeep)];
    case 'api':
      return [tablesOf(container), get(tokens.readSideFollower), get(tokens.board), get(tokens.upkeep)];
    case 'worker':
      return [tablesOf(container), projecting(container), keepersOf(container), get(tokens.board), ...leading];
  }
}

/** A worker answers no requests, only those who watch it. */
export function httpServerOf(role: Role, container: Container): HttpServer {
  const metrics = metricsOf(container);
  if (role !== 'worker') return restServer(container, metrics);
  const { host, workerPort: port } = container.get(tokens.settings);
  const deps = { readiness: readiness(container), metrics, ids: container.get(tokens.ids), log: container.get(tokens.log) };
  return new HttpServer('health', { host, port }, (stopping) => monitoring(deps, stopping).callback());
}

/** Whoever comes first makes the tables, so that nobody has to wait for a worker to begin. */
const tablesOf = (container: Container): Service => ({
  name: 'tables',
  start: async () => void (await prepareGenerations(container.get(tokens.pool), allProjections)),
  stop: async () => undefined,
});

/** Makes the read models while it holds the lease, else looks how far they are. */
function projecting(container: Container): Service {
  const log = container.get(tokens.log);
  return new Leader('projector', [container.get(tokens.projector)], {
    leases: container.get(tokens.leases),
    clock: container.get(tokens.clock),
    standby: container.get(tokens.readSideFollower),
    onFailure: (error) => log.warn({ err: error }, 'The read models cannot be led; it is tried again.'),
  });
}
