import type { Container } from 'inversify';
import type { Service } from '../../application/ports/service.ts';
import { HttpServer } from '../../interfaces/rest/http-server.ts';
import { monitoring } from '../../interfaces/rest/edge/monitoring.ts';
import { restServer } from './rest.ts';
import { readiness } from './health.ts';
import { tokens } from './tokens.ts';

/**
 * What a program does of the whole. All of them may run several times beside each other, on one database and one log:
 *
 *   api     answers requests; agents poll it. Its board follows the log, so a claim that a worker gives wakes the poll that waits here
 *   worker  makes the read models and does what happens by itself. Each of these has one leader at a time, by lease; steps are run by all
 *   all     both, with an agent on this machine
 */
export const roles = ['all', 'api', 'worker'] as const;
export type Role = (typeof roles)[number];

/** What runs behind the HTTP server, in the order of the start. */
export function servicesOf(role: Role, container: Container): readonly Service[] {
  const { projector, board, stepRunner, leader } = tokens;
  const services = role === 'api' ? [projector, board] : [projector, board, stepRunner, leader];
  return services.map((service) => container.get<Service>(service));
}

/** A worker answers no requests, only those who watch it. */
export function httpServerOf(role: Role, container: Container): HttpServer {
  if (role !== 'worker') return restServer(container);
  const { host, workerPort: port } = container.get(tokens.settings);
  return new HttpServer('health', { host, port }, (stopping) => monitoring(readiness(container), stopping).callback());
}
